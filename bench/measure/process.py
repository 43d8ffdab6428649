"""Runs a whole process and says what it took.

**Peak memory.** The kernel counts the peak of a child from before its `exec`, so that a child of this Python seems to
take what this Python takes. GNU time is small: a process that it starts has its own peak. So memory is taken from a run
of its own under `/usr/bin/time`, and from a timed run only where that shows more than this Python has. The wall time
and the CPU time of the timed runs have no launcher in them.
"""
import os
import resource
import time
from dataclasses import dataclass
from pathlib import Path

GNU_TIME = "/usr/bin/time"


@dataclass(frozen=True)
class Run:
    """What one process took: seconds, seconds of user and system together, bytes."""

    wall: float
    cpu: float
    peak: int | None
    status: int


class Failed(Exception):
    """A process that ended with a status that is not allowed."""


def own_peak():
    """The peak of this process in bytes: the floor of what the kernel says of its children."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


class Launcher:
    """Starts processes one after the other; its own files stand in the folder of the work."""

    def __init__(self, work, environment):
        self.errors = work / "stderr.txt"
        self.peaks = work / "peak.txt"
        self.environment = environment
        self.has_gnu_time = False
        if os.access(GNU_TIME, os.X_OK):
            # Another `time` may stand there: it counts if it does what GNU's does.
            self.has_gnu_time = True
            try:
                self.has_gnu_time = self.run(["true"], peak=True).peak is not None
            except (Failed, OSError, ValueError):
                self.has_gnu_time = False

    def run(self, command, allowed=(0,), peak=False):
        """One process. `peak` asks for its memory as well, and puts GNU time before it."""
        launched = peak and self.has_gnu_time
        words = [str(word) for word in command]
        if launched:
            words = [GNU_TIME, "-q", "-f", "%M", "-o", str(self.peaks), *words]
        files = [
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, str(self.errors), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
        ]
        floor = own_peak()
        begin = time.perf_counter()
        child = os.posix_spawnp(words[0], words, self.environment, file_actions=files)
        _, status, usage = os.wait4(child, 0)
        wall = time.perf_counter() - begin

        code = os.waitstatus_to_exitcode(status)
        if code not in allowed:
            raise Failed(f"ended with status {code}{self.why()}")
        return Run(wall, usage.ru_utime + usage.ru_stime, self.peak_of(usage, launched, floor), code)

    def peak_of(self, usage, launched, floor):
        if launched:
            return int(self.peaks.read_text().split()[-1]) * 1024
        peak = usage.ru_maxrss * 1024
        # Without GNU time the floor of this Python is better than nothing; the results say so.
        return peak if peak > floor or not self.has_gnu_time else None

    def why(self):
        """The last line of what the process said, without the folder of the work."""
        lines = self.errors.read_text(errors="replace").split("\n")
        said = [line.strip() for line in lines if line.strip()]
        work = str(Path(self.errors).parent)
        return f": {said[-1].replace(work, 'WORK')[:200]}" if said else ""
