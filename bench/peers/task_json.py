#!/usr/bin/env python3
"""The task over lines of JSON: `task_json.py (json|orjson) FEED.ndjson OUT.ndjson`."""
import json
import sys

from task_mapping import map_record


def codec(name):
    """How a line is read, and how one is written."""
    if name == "orjson":
        import orjson

        return orjson.loads, orjson.dumps
    return json.loads, lambda record: json.dumps(record, ensure_ascii=False).encode()


def main(name, feed, out):
    loads, dumps = codec(name)
    with open(feed, "rb") as records, open(out, "wb") as lines:
        for line in records:
            record = map_record(loads(line))
            if record is not None:
                lines.write(dumps(record) + b"\n")


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("json", "orjson"):
        sys.exit("usage: task_json.py (json | orjson) FEED.ndjson OUT.ndjson")
    main(*sys.argv[1:])
