#!/usr/bin/env python3
"""A second plan with nothing changed against a dry run of the same feed: python3 bench/plan.py --postgres URL

Composes a feed, serves it, takes it into a catalogue in SQLite (and in PostgreSQL where its address is given), and then
runs both commands in turns. The medians go into PLAN.md. Nothing of it stays but that file.
"""

import argparse
import functools
import http.server
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PACK = ROOT / "bench" / "pack"


def main():
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="passerelle-plan-") as folder:
        folder = pathlib.Path(folder)
        with open(folder / "feed.xml", "wb") as feed:
            compose = [options.compose, "task", "atom", "--records", str(options.records)]
            subprocess.run(compose, stdout=feed, check=True)
        address = serve(folder)
        shutil.copytree(PACK, folder / "pack")
        rows = [measure(options, folder, address, head) for head in options.heads]
    text = report(options, rows)
    print(text)
    (ROOT / "bench" / "PLAN.md").write_text(text)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--passerelle", default=str(ROOT / "target/release/passerelle"))
    parser.add_argument("--compose", default=str(ROOT / "target/release/examples/compose"))
    parser.add_argument("--postgres", help="the address of a database that may be filled")
    parser.add_argument("--records", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--heads", nargs="*", default=["real", "task"])
    return parser.parse_args()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def serve(folder):
    """Serves a folder, and says where."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=folder)
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/feed.xml"


def measure(options, folder, address, head):
    """The medians of a head: the dry run, and a second plan on each database."""
    manifest = folder / "pack" / "heads" / head / "head.yaml"
    text = manifest.read_text().replace("file: feed.xml,", f'file: feed.xml, url: "{address}",')
    assert address in text
    manifest.write_text(text)
    pack = ["--pack", "pack"]
    run(options, folder, ["fetch", head, *pack], 0)
    catalogues = {"SQLite": []}
    if options.postgres:
        catalogues["PostgreSQL"] = ["--catalogue", options.postgres]
    commands = {"dry run": ["dry-run", head, *pack, "--feed", "HOT=feed.xml"]}
    for name, where in catalogues.items():
        run(options, folder, ["plan", head, *pack, *where, "--out", "changes.ndjson"], 2)
        run(options, folder, ["apply", "changes.ndjson", *where], 0)
        commands[name] = ["plan", head, *pack, *where]
    times = {name: [] for name in commands}
    for _ in range(options.rounds):
        for name, command in commands.items():
            began = time.perf_counter()
            run(options, folder, command, 2 if name == "dry run" else 0)
            times[name].append(time.perf_counter() - began)
    return head, {name: statistics.median(each) for name, each in times.items()}


def run(options, folder, command, expected):
    ended = subprocess.run(
        [options.passerelle, *command], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert ended.returncode == expected, (command, ended.returncode, ended.stderr.decode()[-500:])


def report(options, rows):
    lines = [
        "# A second plan with nothing changed, against the dry run of the same feed",
        "",
        f"`python3 bench/plan.py`: {options.records} records of composed Atom, medians of {options.rounds}, "
        f"in turns, {os.cpu_count()} cores.",
        "`real` reads the feed as a head does, `task` does the least that a head could.",
        "",
        "| head | dry run | " + " | ".join(f"plan, {name}" for name in list(rows[0][1])[1:]) + " |",
        "|---" * (1 + len(rows[0][1])) + "|",
    ]
    for head, medians in rows:
        dry = medians["dry run"]
        cells = [f"{dry:.2f} s"]
        cells += [f"{t:.2f} s, {t / dry:.2f} ×" for name, t in medians.items() if name != "dry run"]
        lines.append(f"| {head} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
