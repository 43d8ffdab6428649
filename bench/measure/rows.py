"""The rows of the tables: what is run on which feed."""
from dataclasses import dataclass

from . import programs

PEERS = programs.BENCH / "peers"
# The heads that are measured, by name, and the feed that each reads.
HEADS = {
    "task": programs.BENCH / "pack" / "heads" / "task",
    "real": programs.BENCH / "pack" / "heads" / "real",
    "other": programs.BENCH / "pack-other" / "heads" / "other",
}

# What `real` makes of telephones and descriptions differs from the plain task by design.
REAL_DIFFERS = "phone mobile descriptionFr descriptionEn phoneNumber mobileNumber descriptionHtml".split()

# The feeds by name: the envelope and the naming for the composer, and the ending of the file.
FEEDS = {
    "xml": ("atom", None, "xml"),
    "other": ("atom", "other", "xml"),
    "json": ("json", None, "json"),
    "lines": ("lines", None, "ndjson"),
}

# The tables, with what stands above them.
GROUPS = {
    "xml": "XML",
    "other": "XML, the second mapping",
    "json": "JSON",
}

# Where the paths go in a command; the second output is that of a program that runs beside another.
FEED, OUT = "{feed}", "{out}"
SECOND = ".second"


@dataclass(frozen=True)
class Row:
    """One program on one feed."""

    key: str
    shown: str
    group: str
    role: str  # floor, dedicated, passerelle, twice or peer
    feed: str
    command: tuple
    threads: int = 1
    allowed: tuple = (0,)
    without: tuple = ()  # fields that are not compared

    @property
    def compared(self):
        """Whether its output is held against that of the dedicated program."""
        return self.role not in ("floor", "twice")

    def words(self, feed, out):
        return [str(word).replace(FEED, str(feed)).replace(OUT, str(out)) for word in self.command]


def floor_rows():
    """Reads the file and does nothing else, in blocks of the size that the dedicated program takes."""
    command = ("dd", f"if={FEED}", "of=/dev/null", "bs=256K", "status=none")
    return [Row(f"floor {name}", "floor", name, "floor", name, command) for name in ("xml", "json")]


def dedicated_rows(program):
    def row(name, feed, *words):
        command = (program, words[0], FEED, OUT, *words[1:])
        return Row(f"dedicated {name}", f"dedicated, {' '.join(words)}", feed, "dedicated", feed, command)

    return [
        row("xml", "xml", "xml"),
        row("xml-tuned", "xml", "xml-tuned"),
        row("other", "other", "xml", "--names", "other"),
        row("other-tuned", "other", "xml-tuned", "--names", "other"),
        row("serde", "json", "json-serde"),
        row("sonic", "json", "json-sonic"),
    ]


def has_rules(head):
    return any(HEADS[head].glob("*.rules"))


def without_rules(head):
    return f"`{HEADS[head].relative_to(programs.ROOT)}` has no rules"


def dry_run(program, head, feed, out, threads):
    """How passerelle runs a head of the measurements on a feed."""
    return (program, "dry-run", HEADS[head], "--feed", f"HOT={feed}", "--accounts", out, "--threads", threads)


def passerelle_rows(program, skipped):
    """The task, `real` and `other`, each with one thread and with two. Status 2 means: done, with warnings."""
    rows = []
    for head, feed in (("task", "xml"), ("real", "xml"), ("other", "other"), ("task", "json")):
        if not has_rules(head):
            skipped[f"passerelle, heads/{head}"] = without_rules(head)
            continue
        for threads in (1, 2):
            shown = f"passerelle, heads/{head}, {threads} thread{'s' if threads > 1 else ''}"
            without = tuple(REAL_DIFFERS) if head == "real" else ()
            command = dry_run(program, head, FEED, OUT, threads)
            key = f"passerelle {head} {feed} {threads}"
            rows.append(Row(key, shown, feed, "passerelle", feed, command, threads, (0, 2), without))
    return rows


def twice_rows(program):
    """Two runs at once, each with one thread and an output of its own: what a second core is worth on this machine. A
    run on two threads that shared its work without any loss would take half as long."""
    rows = []
    for feed in ("xml", "json"):
        # The shell sees the paths as words of its own.
        words = [f'"{word}"' for word in dry_run(program, "task", FEED, OUT, 1)]
        beside = [word.replace(OUT, f"{OUT}{SECOND}") for word in words]
        script = f"{' '.join(beside)} & one=$!; {' '.join(words)}; other=$?; wait $one || exit $?; exit $other"
        command = ("sh", "-c", script)
        rows.append(Row(f"twice {feed}", "passerelle, two runs at once", feed, "twice", feed, command, 2, (0, 2)))
    return rows


def peer_rows(python, node, versions, skipped):
    """What an integrator would take instead; a peer that is not installed is named with the reason."""

    def script(name, *words):
        return (python, PEERS / name, *words)

    wanted = [
        ("lxml", "Python with lxml", "xml", script("task_lxml.py", FEED, OUT), 1),
        ("stdlib", "Python's ElementTree", "xml", script("task_stdlib.py", FEED, OUT), 1),
        ("polars 1", "Polars, 1 thread", "lines", script("task_polars.py", FEED, OUT, 1), 1),
        ("polars 2", "Polars, 2 threads", "lines", script("task_polars.py", FEED, OUT, 2), 2),
        ("orjson", "Python with orjson", "lines", script("task_json.py", "orjson", FEED, OUT), 1),
        ("json", "Python's json", "lines", script("task_json.py", "json", FEED, OUT), 1),
        ("duckdb", "DuckDB, 2 threads", "lines", script("task_duckdb.py", FEED, OUT, 2), 2),
        ("node", "Node", "lines", (node, PEERS / "task_node.mjs", FEED, OUT), 1),
    ]
    rows = []
    for key, shown, feed, command, threads in wanted:
        module = key.partition(" ")[0]
        if module in versions and versions[module] is None:
            skipped[shown] = f"the Python of the peers has no `{module}`"
        elif key == "node" and node is None:
            skipped[shown] = "`node` is not installed"
        else:
            group = "json" if feed == "lines" else feed
            rows.append(Row(key, shown, group, "peer", feed, command, threads))
    return rows


def every(paths, peers, skipped):
    """All rows in the order in which a round runs them: what is held against each other stands together."""
    rows = [*floor_rows(), *dedicated_rows(paths.dedicated), *passerelle_rows(paths.passerelle, skipped)]
    if has_rules("task"):
        rows += twice_rows(paths.passerelle)
    if peers:
        rows += peer_rows(paths.python, paths.node, paths.modules, skipped)
    else:
        skipped["all peers"] = "`--peers none`"
    order = {"floor": 0, "dedicated": 1, "passerelle": 2, "twice": 3, "peer": 4}
    return sorted(rows, key=lambda row: (list(GROUPS).index(row.group), order[row.role]))
