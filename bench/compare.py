#!/usr/bin/env python3
"""Compares two NDJSON outputs by id: `compare.py ACCOUNTS.ndjson PEER.ndjson`. Exit status 1 if they differ.

ACCOUNTS is written by `passerelle dry-run --accounts`, PEER by bench/peers/lxml_hot.py.
"""
import json
import sys

FIELDS = ["title", "zipCode", "locality", "lat", "long", "email"]
# Compared for information only: the peer makes these more simply.
ALSO = ["streetNumber", "route", "website", "phone", "services", "photos", "description", "openingPeriods"]


def load(path):
    records = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            records[record["id"]] = record.get("fields", record)
    return records


def same(one, other):
    if isinstance(one, float) or isinstance(other, float):
        return one is not None and other is not None and abs(one - other) < 1e-9
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        # The engine numbers the elements of a list; the peer does not.
        names = (one.keys() | other.keys()) - {"order"}
        return all(same(one.get(name), other.get(name)) for name in names)
    return one == other


def main(ours_path, theirs_path):
    ours, theirs = load(ours_path), load(theirs_path)
    only_ours, only_theirs = sorted(ours.keys() - theirs.keys()), sorted(theirs.keys() - ours.keys())
    both = sorted(ours.keys() & theirs.keys())
    print(f"{len(both)} in both, {len(only_ours)} only in the first, {len(only_theirs)} only in the second")
    for name, ids in (("first", only_ours), ("second", only_theirs)):
        if ids:
            print(f"  only in the {name}: {', '.join(ids[:5])}")
    differs = bool(only_ours or only_theirs)
    for field in FIELDS + ALSO:
        ids = [id for id in both if not same(ours[id].get(field), theirs[id].get(field))]
        note = " (for information)" if field in ALSO else ""
        print(f"{field}: {len(ids)} differ{note}")
        for id in ids[:3]:
            texts = (json.dumps(side[id].get(field), ensure_ascii=False) for side in (ours, theirs))
            first, second = (text if len(text) <= 160 else f"{text[:157]}..." for text in texts)
            print(f"  {id}: {first} | {second}")
        differs |= field in FIELDS and bool(ids)
    return differs


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: compare.py ACCOUNTS.ndjson PEER.ndjson")
    sys.exit(main(sys.argv[1], sys.argv[2]))
