#!/usr/bin/env python3
"""The task over Atom with ElementTree of the standard library: `task_stdlib.py FEED.xml OUT.ndjson`."""
import json
import sys
import xml.etree.ElementTree as ET

from task_mapping import map_record

ATOM = "{http://www.w3.org/2005/Atom}"
DATA = "{http://schemas.microsoft.com/ado/2007/08/dataservices}"
METADATA = "{http://schemas.microsoft.com/ado/2007/08/dataservices/metadata}"


def main(feed, out):
    events = ET.iterparse(feed, events=("start", "end"))
    _, root = next(events)
    with open(out, "w", encoding="utf-8") as lines:
        for event, entry in events:
            if event != "end" or entry.tag != ATOM + "entry":
                continue
            properties = entry.find(f"{ATOM}content/{METADATA}properties")
            fields = {
                field.tag.removeprefix(DATA): field.text
                for field in properties
                if field.get(METADATA + "null") != "true"
            }
            record = map_record(fields)
            if record is not None:
                lines.write(json.dumps(record, ensure_ascii=False) + "\n")
            # The root would keep every entry.
            root.clear()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: task_stdlib.py FEED.xml OUT.ndjson")
    main(sys.argv[1], sys.argv[2])
