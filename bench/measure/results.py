"""Writes what was measured as Markdown."""
import statistics
import textwrap
from collections import Counter

from .measuring import runs_once
from .rows import GROUPS

NOTES = """\
Whole processes, from their start to their end, reading a file that is in the page cache and writing a file. All rows of a
size run in turn, round after round, every second round backwards; the median counts, with the least and the most in brackets.
A **ratio** is that of two runs of the same round, and the median of the rounds is taken: it is held against the dedicated program that reads the same
input, `xml` for XML and the faster reader of both for JSON. *CPU* is user and system time together. {memory} Records a
second count those that are read; MB are 10^6 bytes. JSON is one document for the dedicated programs and for passerelle, and
one object a line for the peers. From 50,000 records on a peer runs once; below, all but the peers run three times as often. The load of the machine was {before} before and
{after} after (one program that runs is 1)."""

WITH_TIME = """Peak memory is that of a run of its own under GNU time, or that of a timed run if it took more."""
WITHOUT_TIME = """\
GNU time is not installed: **peak memory holds the floor of the Python that measured, {floor:.0f} MB, so small programs look
larger than they are.**"""


def notes(before, after, own_peak):
    """How it was measured. `own_peak` is given, in bytes, where it is the floor of all memory."""
    memory = WITH_TIME if own_peak is None else WITHOUT_TIME.format(floor=own_peak / 1e6)
    return textwrap.fill(NOTES.format(memory=memory, before=before, after=after), 120)


def table(titles, rows, right=()):
    """A table; columns in `right` are set to the right."""
    lines = ["| " + " | ".join(titles) + " |"]
    lines.append("|" + "|".join("---:" if number in right else "---" for number in range(len(titles))) + "|")
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def seconds(value):
    return f"{value:.3f}" if value < 10 else f"{value:.1f}"


def spread(values, show):
    """The median, with the least and the most where there are several."""
    median = show(statistics.median(values))
    return median if len(values) < 2 else f"{median} ({show(min(values))}–{show(max(values))})"


def measured_row(size, row):
    """One line of a table of times."""
    walls = [run.wall for run in size.runs[row.key] if run]
    wall = statistics.median(walls)
    counterpart = size.counterpart(row.group)
    ratios, of_cpu = size.ratios(row.key, counterpart), size.ratios(row.key, counterpart, "cpu")
    peak = size.peaks.get(row.key)
    return [
        row.shown + (" *(one run)*" if runs_once(row, size) else ""),
        spread(walls, seconds),
        seconds(size.median(row.key, "cpu")),
        f"{size.feeds[row.feed] / 1e6 / wall:,.0f}",
        f"{size.records / wall:,.0f}",
        f"{peak / 1e6:.1f}" if peak else "–",
        spread(ratios, "{:.2f}".format) if ratios else "–",
        f"{statistics.median(of_cpu):.2f}" if of_cpu else "–",
    ]


def measured(size, rows):
    """The tables of one size."""
    titles = ["program", "wall s", "CPU s", "MB/s", "records/s", "peak MB", "ratio", "CPU ratio"]
    parts = []
    for group, title in GROUPS.items():
        lines = [measured_row(size, row) for row in rows if row.group == group and row.key in size.runs]
        if lines:
            parts.append(f"### {title}, {size.label}\n\n" + table(titles, lines, range(1, 8)))
    return "\n\n".join(parts)


def agreement(compared, rows, faults):
    """What was compared, and in full whatever differed."""
    lines = [
        [f"{row.shown} ({row.feed})" + (" *" if row.without else "")]
        + [size.answers.get(row.key, "–") for size in compared]
        for row in rows
        if row.compared
    ]
    text = table(["output of", *(size.label for size in compared)], lines)
    without = sorted({name for row in rows for name in row.without})
    if without:
        text += f"\n\n\\* Without what differs by design: {', '.join(f'`{name}`' for name in without)}."
    if not faults:
        return text + "\n\nNothing disagreed, and nothing failed."
    told = "\n".join(f"{who}\n{textwrap.indent(why, '  ')}" for who, why in faults)
    return f"{text}\n\n**{len(faults)} disagreed or failed:**\n\n```text\n{told}\n```"


def document(*, facts, notes, compared, timed, rows, faults, gates, skipped):
    """The whole file. `facts` are pairs of what and which, `timed` are the sizes with rounds."""
    names = list(dict.fromkeys(name for size in timed for name in size.feeds))
    feeds = [
        [size.label, f"{size.records:,}", str(size.seed)]
        + [f"{size.feeds[name] / 1e6:.1f}" if name in size.feeds else "–" for name in names]
        for size in timed
    ]
    left_out = "\n".join(f"- {who}: {why}" for who, why in skipped.items()) or "Nothing."
    count = Counter(gate.holds for gate in gates)
    verdict = f"{count['yes']} hold, {count['no']} do not, {count['not measured']} could not be measured."
    parts = [
        "# Results\n\nWritten by `bench/run.py`; do not edit. What is measured stands in [TASK.md](TASK.md), how to run it in "
        "[README.md](README.md).",
        table(["what", "which"], [list(fact) for fact in facts]),
        "## How it was measured\n\n" + notes,
        table(["feeds", "records", "seed", *(f"{name}, MB" for name in names)], feeds, range(1, 9)),
        f"## Gates\n\n{verdict}\n\n" + table(["bound", "found", "holds"], [[g.bound, g.found, g.holds] for g in gates]),
        "## Agreement\n\nEvery output is compared with that of the dedicated program, record by record and field by field.\n\n"
        + agreement(compared, rows, faults),
        "## Times\n\n" + "\n\n".join(measured(size, rows) for size in timed),
        "## Left out\n\n" + left_out,
    ]
    return "\n\n".join(parts) + "\n"
