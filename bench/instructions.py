#!/usr/bin/env python3
"""Counts the instructions that passerelle takes, with callgrind, and compares them with those that were accepted.

Instructions do not depend on what else the machine does, so that small changes show. `instructions.json` has the
accepted figures, `instructions.md` says why they changed. Exit status 1 if a figure is more than 3 % beside the
accepted one and no line says why.
"""
import sys

# Nothing is written into the project but the figures that are accepted.
sys.dont_write_bytecode = True

import argparse
import json
import re
import shutil
import subprocess
import tempfile
from datetime import date
from pathlib import Path

from measure import programs

FIGURES = programs.BENCH / "instructions.json"
REASONS = programs.BENCH / "instructions.md"
# What may change without a word, and how far two counts of the same program may lie apart.
TOLERATED = 0.03
NOISE = 0.001
SEED = 1

# The head, the envelope and the records of what is counted.
COUNTED = {
    "XML, 1,000 records": ("task", "atom", 1_000),
    "JSON, 1,000 records": ("task", "json", 1_000),
    "XML with the real steps, 1,000 records": ("real", "atom", 1_000),
    "start-up, 1 record": ("task", "atom", 1),
}

REASONS_BEGIN = """\
# Accepted changes of the instructions

One line for each change that `bench/instructions.py --accept "why"` wrote: date, what, before → after, why.

"""


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--accept", metavar="WHY", help="take the figures found, and write down why they changed")
    parser.add_argument("--runs", type=int, default=1, help="count so many times, and say how far the counts differ: 1")
    parser.add_argument("--work", type=Path, help="where feeds and outputs go: a temporary folder")
    for name in ("passerelle", "compose"):
        parser.add_argument(f"--{name}", type=Path, help="a program that is built; without it cargo builds it")
    asked = parser.parse_args()
    if asked.accept is not None and (not asked.accept.strip() or "\n" in asked.accept):
        parser.error("`--accept` says why, in one line")
    if asked.runs < 1:
        parser.error("`--runs` is a number above 0")
    return asked


def count(work, valgrind, head, feed):
    """The instructions of one dry run. All paths are relative to the folder of the work, and the environment is bare:
    the length of either is copied and hashed by somebody."""
    out = work / "callgrind.out"
    out.unlink(missing_ok=True)
    command = [
        *(valgrind, "--tool=callgrind", "--callgrind-out-file=callgrind.out"),
        *("./passerelle", "dry-run", f"pack/heads/{head}", "--feed", f"HOT={feed}"),
        *("--accounts", "accounts.ndjson", "--threads", "1"),
    ]
    with open(work / "report.txt", "wb") as report:
        bare = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
        done = subprocess.run(command, cwd=work, env=bare, stdin=subprocess.DEVNULL, stdout=report, stderr=report, check=False)
    # 2: done, with warnings.
    if done.returncode not in (0, 2):
        raise SystemExit(f"passerelle under callgrind ended with status {done.returncode}:\n{(work / 'report.txt').read_text()}")
    totals = re.search(r"^(?:totals|summary): (\d+)", out.read_text(), re.MULTILINE)
    if totals is None:
        raise SystemExit("callgrind counted nothing")
    return int(totals[1])


def counted(asked, valgrind):
    """All figures, each as often as it was asked for."""
    passerelle, compose = programs.passerelle(asked.passerelle), programs.compose(asked.compose)
    if asked.work:
        asked.work.mkdir(parents=True, exist_ok=True)
    found = {}
    # Always as long a path, but for `--work`: a few instructions in a thousand of a start depend on it.
    with tempfile.TemporaryDirectory(prefix="passerelle-instructions-", dir=asked.work or "/tmp") as folder:
        work = Path(folder)
        # Copies, so that where the project stands plays no part.
        shutil.copy(passerelle, work / "passerelle")
        shutil.copytree(programs.BENCH / "pack", work / "pack")
        for name, (head, envelope, records) in COUNTED.items():
            feed = "feed.json" if envelope == "json" else "feed.xml"
            programs.write_feed(compose, work / feed, records, SEED, envelope)
            found[name] = [count(work, valgrind, head, feed) for _ in range(asked.runs)]
    return found


def surroundings():
    """What else the figures depend on: the compiler, and the processor for which memchr and others choose their code."""
    return {"rustc": programs.answer("rustc", "--version") or "unknown", "machine": programs.machine().partition(", ")[2]}


def accepted_figures():
    if not FIGURES.exists():
        return {"figures": {}}
    return json.loads(FIGURES.read_text(encoding="utf-8"))


def reason(name, before, after):
    """The line that says why a figure changed, if there is one: from the accepted figure to about the one found."""
    if not REASONS.exists():
        return None
    pattern = re.compile(rf"^- \S+: {re.escape(name)}: ([\d,]+|none) → ([\d,]+): (\S.*)$")
    for line in REASONS.read_text(encoding="utf-8").splitlines():
        match = pattern.match(line)
        if match and match[1] == f"{before:,}" and abs(after / int(match[2].replace(",", "")) - 1) <= TOLERATED:
            return match[3]
    return None


def accept(found, accepted, why):
    """Writes the figures found, and a line for each that changed by more than the counts differ."""
    lines = []
    for name, after in found.items():
        before = accepted["figures"].get(name)
        if before is None or abs(after / before - 1) > NOISE:
            lines.append(f"- {date.today().isoformat()}: {name}: {f'{before:,}' if before else 'none'} → {after:,}: {why}\n")
    text = REASONS.read_text(encoding="utf-8") if REASONS.exists() else REASONS_BEGIN
    REASONS.write_text(text + "".join(lines), encoding="utf-8")
    document = {"commit": programs.commit(), **surroundings(), "figures": found}
    FIGURES.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"accepted, with {len(lines)} lines in {REASONS.name}")


def compared(found, accepted):
    """Prints the change of each figure; how many are beyond what is tolerated, without a word why."""
    unexplained = 0
    for name, after in found.items():
        before = accepted["figures"].get(name)
        if before is None:
            unexplained += 1
            print(f"{name:<20} {after:>13,}  no accepted figure")
            continue
        change = after / before - 1
        word = ""
        if abs(change) > TOLERATED:
            why = reason(name, before, after)
            word = f"  explained: {why}" if why else "  MORE THAN 3 % WITHOUT A REASON"
            unexplained += why is None
        print(f"{name:<20} {after:>13,}  {change:+.2%} of {before:,}{word}")
    return unexplained


def main():
    asked = arguments()
    valgrind = shutil.which("valgrind")
    if valgrind is None:
        print("skipped: valgrind is not installed")
        return 0
    counts = counted(asked, valgrind)
    if asked.runs > 1:
        for name, runs in counts.items():
            each = ", ".join(f"{one:,}" for one in runs)
            print(f"{name:<20} {asked.runs} counts within {max(runs) / min(runs) - 1:.4%}: {each}")
    found = {name: min(runs) for name, runs in counts.items()}
    accepted = accepted_figures()
    for what, now in surroundings().items():
        if accepted.get(what, now) != now:
            print(f"note: the accepted figures are of another {what}: {accepted[what]}, here {now}")
    unexplained = compared(found, accepted)
    if asked.accept is not None:
        accept(found, accepted, asked.accept.strip())
        return 0
    if unexplained:
        print('a change that is wanted: `python3 bench/instructions.py --accept "why"`')
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
