#!/usr/bin/env python3
"""Compares two outputs record by record: `compare.py [--without FIELD,…] REFERENCE OTHER`. Exit status 1 if they differ.

The fields of `--without` are not compared. Both are lines of JSON, told apart by `id`. A line of passerelle has its
fields in `fields` and other members beside it; every other program writes the fields themselves. Numbers may differ by
1e-9, the order of members does not count.
"""
import json
import sys

EXAMPLES = 3
SHOWN = 160


def load(path, without):
    """The fields of every record by its id, but for those that are not compared."""
    records = {}
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            record = json.loads(line)
            fields = record.get("fields", record)
            id = fields.get("id", record.get("id"))
            if id is None:
                sys.exit(f"{path}:{number}: a record without `id`")
            if id in records:
                sys.exit(f"{path}:{number}: `{id}` is there twice")
            kept = {name: value for name, value in fields.items() if name not in without}
            records[id] = {"id": id, **kept}
    return records


def is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)


def same(one, other):
    if is_number(one) and is_number(other):
        return abs(one - other) <= 1e-9
    if type(one) is not type(other):
        return False
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)
    return one == other


def shown(record, name):
    """A value as it is shown in a message."""
    if name not in record:
        return "nothing"
    text = json.dumps(record[name], ensure_ascii=False)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def difference(reference, other):
    """What differs, one line for each kind of difference and example."""
    for title, ids in (
        ("only in the reference", reference.keys() - other.keys()),
        ("only in the other", other.keys() - reference.keys()),
    ):
        if ids:
            yield f"{len(ids)} {title}: {', '.join(sorted(ids)[:EXAMPLES])}"
    differing = {}
    for id in sorted(reference.keys() & other.keys()):
        one, two = reference[id], other[id]
        for name in one.keys() | two.keys():
            if name not in one or name not in two or not same(one[name], two[name]):
                differing.setdefault(name, []).append(id)
    for name, ids in sorted(differing.items()):
        yield f"`{name}` differs in {len(ids)} records"
        for id in ids[:EXAMPLES]:
            yield f"  {id}: {shown(reference[id], name)} | {shown(other[id], name)}"


def main(reference_path, other_path, without):
    reference, other = load(reference_path, without), load(other_path, without)
    lines = list(difference(reference, other))
    if not lines:
        print(f"SAME {len(reference)} records")
        return 0
    print(f"DIFFERENT: {len(reference)} records in the reference, {len(other)} in the other")
    for line in lines:
        print(line)
    return 1


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--without", names, reference_path, other_path]:
            sys.exit(main(reference_path, other_path, frozenset(names.split(","))))
        case [reference_path, other_path] if not reference_path.startswith("-"):
            sys.exit(main(reference_path, other_path, frozenset()))
    sys.exit("usage: compare.py [--without FIELD,…] REFERENCE OTHER")
