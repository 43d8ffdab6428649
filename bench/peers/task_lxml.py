#!/usr/bin/env python3
"""The task over Atom with lxml's iterparse: `task_lxml.py FEED.xml OUT.ndjson`."""
import json
import sys

from lxml import etree
from task_mapping import map_record

ATOM = "{http://www.w3.org/2005/Atom}"
DATA = "{http://schemas.microsoft.com/ado/2007/08/dataservices}"
METADATA = "{http://schemas.microsoft.com/ado/2007/08/dataservices/metadata}"


def main(feed, out):
    with open(out, "w", encoding="utf-8") as lines:
        for _, entry in etree.iterparse(feed, events=("end",), tag=ATOM + "entry"):
            properties = entry.find(f"{ATOM}content/{METADATA}properties")
            fields = {
                field.tag.removeprefix(DATA): field.text
                for field in properties
                if field.get(METADATA + "null") != "true"
            }
            record = map_record(fields)
            if record is not None:
                lines.write(json.dumps(record, ensure_ascii=False) + "\n")
            # Neither the entry nor what stood before it is kept.
            entry.clear()
            while entry.getprevious() is not None:
                del entry.getparent()[0]


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: task_lxml.py FEED.xml OUT.ndjson")
    main(sys.argv[1], sys.argv[2])
