#!/usr/bin/env python3
"""Measures passerelle, the dedicated program and the peers side by side, in one run, and writes RESULTS.md.

Exit status 1 if an output disagrees or a program fails; with `--strict` also if a gate fails or could not be measured.
"""
import sys

# Nothing is written into the project but the results.
sys.dont_write_bytecode = True

import argparse
import os
import re
import subprocess
import tempfile
from datetime import date
from pathlib import Path
from types import SimpleNamespace

from measure import gates, programs, results, rows
from measure.measuring import Bench, Size, named
from measure.process import Failed, Launcher, own_peak

# Where the outputs are compared, before anything is timed.
COMPARED = {"1k": 1_000, "10k": 10_000}
STARTS = 15
SAMPLE = 12


def sizes(text):
    """`1k,10k` as labels with numbers of records."""
    found = {}
    for label in text.split(","):
        digits = label.removesuffix("k")
        if not digits.isdecimal() or int(digits) == 0:
            raise argparse.ArgumentTypeError(f"`{label}` is no size such as 10k")
        found[label] = int(digits) * (1_000 if label.endswith("k") else 1)
    return found


def positive(text):
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"`{text}` is no number above 0")
    return int(text)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=sizes, default="1k,10k,50k", help="records of the feeds: 1k,10k,50k")
    parser.add_argument("--rounds", type=positive, default=7, help="how often all programs run in turn; short runs of all but the peers three times as often: 7")
    parser.add_argument("--seed", type=positive, default=1, help="which feed; the one after it is measured at 10k: 1")
    parser.add_argument("--peers", choices=("auto", "none"), default="auto", help="auto: those that are installed")
    parser.add_argument("--work", type=Path, help="where feeds and outputs go: a temporary folder")
    parser.add_argument("--out", type=Path, default=programs.BENCH / "RESULTS.md", help="the results: bench/RESULTS.md")
    parser.add_argument("--strict", action="store_true", help="exit status 1 if a gate does not hold")
    for name in ("passerelle", "compose", "dedicated"):
        parser.add_argument(f"--{name}", type=Path, help="a program that is built; without it cargo builds it")
    parser.add_argument("--python", type=Path, default=Path(sys.executable), help="the Python of the peers, as of a venv")
    return parser.parse_args()


LOADING = re.compile(r"([0-9.]+) ms +load and check the rules")


def found_programs(asked):
    """Builds what is not given, and looks for what the peers need."""
    python = asked.python.absolute()
    if not os.access(python, os.X_OK):
        raise SystemExit(f"{asked.python} is not a program")
    return SimpleNamespace(
        passerelle=programs.passerelle(asked.passerelle),
        compose=programs.compose(asked.compose),
        dedicated=programs.dedicated(asked.dedicated),
        python=python,
        node=programs.node(),
        modules=programs.module_versions(python),
    )


def facts(asked, paths):
    """What the figures belong to."""
    given = [name for name in ("passerelle", "compose", "dedicated") if getattr(asked, name)]
    built = f"given, not built by this run: {', '.join(given)}" if given else "built by this run"
    yield "date", date.today().isoformat()
    yield "machine", programs.machine()
    yield "system", f"{os.uname().sysname} {os.uname().release}"
    yield "passerelle", programs.answer(paths.passerelle, "--version") or "unknown"
    yield "commit checked out", programs.commit()
    yield "programs", built
    yield "rustc", programs.answer("rustc", "--version") or "not installed"
    yield "Python of the peers", programs.answer(paths.python, "--version") or "unknown"
    for name, version in paths.modules.items():
        yield name, version or "not installed"
    yield "Node", (paths.node and programs.answer(paths.node, "--version")) or "not installed"


def starts(bench, skipped):
    """How long a start takes: a bound, its milliseconds, and the wall times, none where it could not be measured."""
    # The largest head, loaded and checked from nothing; and the whole command, which also runs its examples and its
    # recorded feeds.
    head = programs.ROOT / "rules" / "heads" / "40"
    name = "loading and checking rules/heads/40"
    yield name, 30, loading(bench, name, [bench.paths.passerelle, "dry-run", head, "--profile"])
    name = "check rules/heads/40, examples and recorded feeds included"
    yield name, None, repeated(bench, name, [bench.paths.passerelle, "check", head], (0,))

    name = f"dry run of {SAMPLE} records, heads/real"
    if not rows.has_rules("real"):
        skipped[name] = rows.without_rules("real")
        yield name, 60, []
        return
    sample = bench.work / "sample.xml"
    programs.write_feed(bench.paths.compose, sample, SAMPLE, 1, "atom")
    command = rows.dry_run(bench.paths.passerelle, "real", sample, bench.work / "sample.ndjson", 1)
    yield name, 60, repeated(bench, name, command, (0, 2))


def repeated(bench, name, command, allowed):
    """The wall times of one command, after a run that is not timed."""
    try:
        return [bench.launcher.run(command, allowed).wall for _ in range(STARTS + 1)][1:]
    except Failed as why:
        bench.faults.append((name, str(why)))
        return []


def loading(bench, name, command):
    """The seconds of "load and check the rules" that a profile names, after a run that is not counted."""
    walls = []
    for _ in range(STARTS + 1):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        found = LOADING.search(done.stdout)
        if found is None:
            bench.faults.append((name, "the profile does not say what loading costs"))
            return []
        walls.append(float(found[1]) / 1000)
    return walls[1:]


def load():
    return "/".join(f"{value:.1f}" for value in os.getloadavg())


def measure(asked, paths, work):
    """Everything, and the text of the results. Gives the faults and the gates as well."""
    # The compiled modules of the peers are kept, but not in the project.
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(work / "pycache")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    launcher = Launcher(work, environment)
    bench = Bench(paths, launcher, work)
    skipped = {}
    all_rows = rows.every(paths, asked.peers == "auto", skipped)
    short = [row for row in all_rows if row.role in ("dedicated", "passerelle")]
    load_before = load()

    compared, timed = [], []
    wanted = {**COMPARED, **asked.sizes}
    plan = [(Size(label, wanted[label], asked.seed), all_rows) for label in sorted(wanted, key=wanted.get)]
    if "10k" in asked.sizes:
        plan.append((Size(f"10k, seed {asked.seed + 1}", 10_000, asked.seed + 1), short))
    for size, these in plan:
        bench.compose(size, these)
        if size.records in COMPARED.values():
            bench.agreement(size, these)
            compared.append(size)
        else:
            bench.warm_up(size, these)
        if size.label in asked.sizes or these is short:
            bench.rounds(size, these, asked.rounds)
            timed.append(size)

    started = list(starts(bench, skipped))
    for size, these in plan:
        skipped.update((named(row, size), size.failed[row.key]) for row in these if row.key in size.failed)
    asked_sizes = {size.label: size for size in timed if size.label in asked.sizes}
    judged = gates.every(asked_sizes, asked.peers == "auto", started)
    text = results.document(
        facts=[*facts(asked, paths), ("rounds", str(asked.rounds))],
        notes=results.notes(load_before, load(), None if launcher.has_gnu_time else own_peak()),
        compared=compared,
        timed=timed,
        rows=all_rows,
        faults=bench.faults,
        gates=judged,
        skipped=skipped,
    )
    return text, bench.faults, judged


def main():
    asked = arguments()
    if asked.work:
        asked.work.mkdir(parents=True, exist_ok=True)
    paths = found_programs(asked)
    with tempfile.TemporaryDirectory(prefix="passerelle-bench-", dir=asked.work) as work:
        text, faults, judged = measure(asked, paths, Path(work))
    asked.out.write_text(text, encoding="utf-8")
    for gate in judged:
        print(f"{gate.holds:>13}  {gate.bound}: {gate.found}")
    if faults:
        print(f"{len(faults)} disagreed or failed; see {asked.out}", file=sys.stderr)
        return 1
    unmet = [gate for gate in judged if gate.holds in ("no", "not measured")]
    return 1 if asked.strict and unmet else 0


if __name__ == "__main__":
    sys.exit(main())
