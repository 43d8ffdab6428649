"""The programs that are measured: built, or named on the command line, or missing with the reason."""
import json
import os
import platform
import shutil
import subprocess
from pathlib import Path

BENCH = Path(__file__).resolve().parent.parent
ROOT = BENCH.parent
MODULES = ("lxml", "polars", "orjson", "duckdb")


def built(folder, name, *words):
    """Builds with cargo, and says where the program is."""
    command = ["cargo", "build", "--release", *words, "--message-format=json-render-diagnostics"]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"`{' '.join(command[:-1])}` in {folder} failed")
    for line in done.stdout.splitlines():
        said = json.loads(line)
        if said.get("reason") == "compiler-artifact" and said["target"]["name"] == name and said.get("executable"):
            return Path(said["executable"])
    raise SystemExit(f"cargo names no program `{name}`")


def given(path):
    """A program that was named on the command line."""
    path = Path(path).resolve()
    if not os.access(path, os.X_OK) or path.is_dir():
        raise SystemExit(f"{path} is not a program")
    return path


def passerelle(path=None):
    return given(path) if path else built(ROOT, "passerelle", "--bin", "passerelle")


def compose(path=None):
    return given(path) if path else built(ROOT, "compose", "--example", "compose")


def dedicated(path=None):
    return given(path) if path else built(BENCH / "dedicated", "dedicated")


def write_feed(program, out, records, seed, envelope, naming=None):
    """One feed of the task, in a file."""
    names = ["--names", naming] if naming else []
    with open(out, "wb") as file:
        command = [program, "task", envelope, *names, "--records", str(records), "--seed", str(seed)]
        subprocess.run(command, stdout=file, check=True)


def answer(*command):
    """The first line of what a command says, or None."""
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip().partition("\n")[0] or None


def module_versions(python):
    """The version of each module that a peer needs; None where it cannot be imported."""
    code = "import sys, importlib as i, importlib.metadata as m; n = sys.argv[1]; i.import_module(n); print(m.version(n))"
    return {name: answer(python, "-c", code, name) for name in MODULES}


def commit():
    """The commit that is checked out, and whether the sources differ from it."""
    name = answer("git", "rev-parse", "--short", "HEAD")
    if name is None:
        return "unknown"
    changed = answer("git", "status", "--porcelain", "--", "src", "bench", "Cargo.toml", "Cargo.lock", "rules")
    return f"{name}, with changes" if changed else name


def machine():
    """Cores and the name of the processor."""
    model = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{len(os.sched_getaffinity(0))} cores, {names[0] if names else model}"


def node():
    return shutil.which("node")
