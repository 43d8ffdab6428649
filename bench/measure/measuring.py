"""Measures one size of feed after the other: first whether the outputs agree, then the rounds."""
import filecmp
import statistics
import subprocess
import sys
from dataclasses import dataclass, field

from . import programs
from .process import Failed
from .rows import FEEDS, SECOND

COMPARE = programs.BENCH / "compare.py"
# From this size on a peer runs once.
PEERS_ONCE_FROM = 50_000
# Below that, runs take a tenth of a second, and the median of a few wanders with the machine: all but the peers, which
# take most of the time, run so many times as often.
OFTEN = 3
# Whose output is the right one, by the group of the row. The feeds of one seed hold the same records in each envelope.
REFERENCES = {"xml": "dedicated xml", "json": "dedicated xml", "other": "dedicated other"}


@dataclass
class Size:
    """One size of feed, and what was found with it. What stands by the name of a row has its key."""

    label: str
    records: int
    seed: int
    feeds: dict = field(default_factory=dict)  # bytes, by the name of the feed
    runs: dict = field(default_factory=dict)  # one for each round; None where a row sat it out
    peaks: dict = field(default_factory=dict)  # bytes
    answers: dict = field(default_factory=dict)  # whether the output agrees
    failed: dict = field(default_factory=dict)  # why a row runs no more

    def median(self, key, what="wall"):
        return statistics.median(getattr(run, what) for run in self.runs[key] if run)

    def ratios(self, key, other, what="wall"):
        """What a row took over what another took, round by round; empty where one is missing."""
        pairs = zip(self.runs.get(key, []), self.runs.get(other, []), strict=False)
        return [getattr(one, what) / getattr(two, what) for one, two in pairs if one and two]

    def fastest(self, keys):
        """The fastest of some rows by the median, or None."""
        return min((key for key in keys if key in self.runs), key=self.median, default=None)

    def counterpart(self, group):
        """The dedicated program that reads the same input; the faster reader of both for JSON."""
        return self.fastest(("dedicated serde", "dedicated sonic") if group == "json" else (REFERENCES[group],))


class Bench:
    """The folder of the work and what is run in it."""

    def __init__(self, paths, launcher, work):
        self.paths, self.launcher, self.work = paths, launcher, work
        # What disagreed or failed: the exit status is 1 then.
        self.faults = []

    def feed(self, name):
        return self.work / f"feed-{name}.{FEEDS[name][2]}"

    def compose(self, size, rows):
        """Writes the feeds that the rows read, in place of those of the size before."""
        for name in dict.fromkeys(row.feed for row in rows):
            envelope, naming, _ = FEEDS[name]
            path = self.feed(name)
            programs.write_feed(self.paths.compose, path, size.records, size.seed, envelope, naming)
            size.feeds[name] = path.stat().st_size

    def run(self, row, size, out, peak):
        """One run, or None if it fails. It begins without an output: nobody pays for taking away the one before."""
        for output in (out, out.with_name(out.name + SECOND)):
            output.unlink(missing_ok=True)
        try:
            run = self.launcher.run(row.words(self.feed(row.feed), out), row.allowed, peak)
        except Failed as why:
            size.failed[row.key] = str(why)
            self.fault(row, size, str(why))
            return None
        if run.peak is not None:
            size.peaks[row.key] = max(run.peak, size.peaks.get(row.key, 0))
        return run

    def fault(self, row, size, why):
        who = named(row, size)
        self.faults.append((who, why))
        print(f"  {who}: {why}", file=sys.stderr)

    def agreement(self, size, rows):
        """Runs every row once and compares its output with that of the dedicated program. Takes the memory as well."""
        print(f"{size.label}: agreement", file=sys.stderr)
        outputs = {}
        for row in rows:
            out = self.work / f"{row.key.replace(' ', '-')}.ndjson"
            if self.run(row, size, out, peak=True) is None:
                size.answers[row.key] = "**failed**"
            elif row.compared:
                outputs[row.key] = out
                size.answers[row.key] = self.compared(row, size, outputs)
        for out in outputs.values():
            out.unlink()

    def compared(self, row, size, outputs):
        """Whether an output is the right one, in a few words; what differs goes to the faults."""
        if row.key in REFERENCES.values():
            return "what the others are held against"
        reference = outputs.get(REFERENCES[row.group])
        if reference is None:
            return "**nothing to compare with**"
        without = ["--without", ",".join(row.without)] if row.without else []
        command = [sys.executable, COMPARE, *without, reference, outputs[row.key]]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        said = (done.stdout or done.stderr).strip().replace(str(self.work), "WORK")
        if done.returncode != 0:
            self.fault(row, size, said)
            return "**different**"
        # With any number of threads the same bytes are promised, not only the same values.
        alone = outputs.get(f"{row.key.removesuffix(' 2')} 1")
        if row.role == "passerelle" and alone and not filecmp.cmp(alone, outputs[row.key], shallow=False):
            self.fault(row, size, "other bytes than with one thread")
            return "**other bytes than with one thread**"
        return said.lower()

    def warm_up(self, size, rows):
        """One run that is not timed, for the memory. Peers that run once show theirs in that run."""
        print(f"{size.label}: warming up", file=sys.stderr)
        for row in rows:
            if not runs_once(row, size):
                self.run(row, size, self.work / "out.ndjson", peak=True)

    def rounds(self, size, rows, count):
        """Runs all rows in turn, so many times, every second time backwards: what one leaves behind, such as pages that are
        still to be written, is not always the same other's burden. Peers sit out rounds that are there for short runs."""
        often = 1 if size.records >= PEERS_ONCE_FROM else OFTEN
        for number in range(count * often):
            print(f"{size.label}: round {number + 1} of {count * often}", file=sys.stderr)
            for row in rows if number % 2 == 0 else reversed(rows):
                if row.key in size.failed:
                    continue
                once = runs_once(row, size)
                run = None
                if not sits_out(row, size, number, often):
                    # Beside the seconds of such a peer the 2 ms of the launcher are nothing.
                    run = self.run(row, size, self.work / "out.ndjson", peak=once)
                size.runs.setdefault(row.key, []).append(run)
        for key in size.failed:
            size.runs.pop(key, None)


def named(row, size):
    return f"{row.shown} ({row.feed}), {size.label}"


def runs_once(row, size):
    return row.role == "peer" and size.records >= PEERS_ONCE_FROM


def sits_out(row, size, number, often):
    """Whether a row runs in other rounds, and not in that one."""
    if runs_once(row, size):
        return number > 0
    return row.role == "peer" and number % often > 0
