"""The gates: bounds that are computed from what was measured. One that does not hold is written, never hidden."""
import statistics
from dataclasses import dataclass

GATED = ("10k", "50k")
MEMORY = 24_000_000
# The real steps keep the numbering plans of all countries in memory, so they are looked at apart.
HEADS = (
    (("passerelle task", "passerelle other"), "both mappings"),
    ("passerelle real", "real steps"),
)
JSON_PEERS = ("polars 1", "polars 2", "orjson", "json", "duckdb", "node")


@dataclass(frozen=True)
class Gate:
    """A bound, what was found, and whether it holds: yes, no, not measured, not asked for, no bound."""

    bound: str
    found: str
    holds: str


def gate(bound, value, holds, shown="{:.2f}"):
    if value is None:
        return Gate(bound, "–", "not measured")
    return Gate(bound, shown.format(value), "yes" if holds(value) else "no")


def ratio(size, key, other):
    """The median of the ratios round by round, or None where one of both was not measured."""
    ratios = size.ratios(key, other)
    return statistics.median(ratios) if ratios else None


def of_size(size, peers):
    """The gates on the time at one size."""
    at = f"at {size.label}"
    xml, json = "passerelle task xml", "passerelle task json"

    def at_most(most):
        return lambda value: value <= most

    def at_least(least):
        return lambda value: value >= least

    yield gate(f"XML, 1 thread / dedicated ≤ 1.15 {at}", ratio(size, f"{xml} 1", "dedicated xml"), at_most(1.15))
    # What is left when the dedicated program is tuned as far as it goes: shown, without a bound.
    tuned = ratio(size, f"{xml} 1", "dedicated xml-tuned")
    yield Gate(f"XML, 1 thread / dedicated xml-tuned {at}", f"{tuned:.2f}" if tuned else "–", "no bound")
    yield gate(f"XML, 2 threads / 1 thread ≤ 0.62 {at}", ratio(size, f"{xml} 2", f"{xml} 1"), at_most(0.62))
    best = size.counterpart("json")
    yield gate(f"JSON, 1 thread / best dedicated ≤ 1.15 {at}", ratio(size, f"{json} 1", best), at_most(1.15))
    yield gate(f"JSON, 2 threads / 1 thread ≤ 0.62 {at}", ratio(size, f"{json} 2", f"{json} 1"), at_most(0.62))
    for told, envelope in (("XML", xml), ("JSON", json)):
        together = ratio(size, f"twice {told.lower()}", f"{envelope} 1")
        found = f"{together:.2f}" if together else "–"
        yield Gate(f"{told}, two runs at once / one alone {at}", found, "no bound")
    if not peers:
        yield Gate(f"the gates against the peers {at}", "–", "not asked for")
        return
    yield gate(f"lxml / XML, 1 thread ≥ 10 {at}", ratio(size, "lxml", f"{xml} 1"), at_least(10))
    # The fastest with any number of threads, against one thread.
    peer = size.fastest(JSON_PEERS)
    there = sum(key in size.runs for key in JSON_PEERS)
    named = f" ({peer}, of {there} measured)" if peer else ""
    found = ratio(size, peer, f"{json} 1")
    yield gate(f"fastest peer on JSON / JSON, 1 thread ≥ 4 {at}", found, at_least(4), "{:.2f}" + named)


def memory(size, threads, heads, told):
    """The gate on the memory: the largest of some heads, with all envelopes."""
    peaks = {
        key: peak
        for key, peak in size.peaks.items()
        if key.startswith(heads) and key.endswith(f" {threads}")
    }
    largest = max(peaks, key=peaks.get, default=None)
    bound = f"peak memory < 24 MB at {size.label}, {told}, {threads} thread{'s' if threads > 1 else ''}"
    if largest is None:
        return gate(bound, None, None)
    named = " ({} on {})".format(*largest.split()[1:3])
    return gate(bound, peaks[largest] / 1e6, lambda found: found * 1e6 < MEMORY, "{:.1f} MB" + named)


def linear(small, large, envelope):
    """Whether five times the records take about five times as long."""
    key = f"passerelle task {envelope} 1"
    measured = key in small.runs and key in large.runs
    value = large.median(key) / small.median(key) if measured else None
    bound = f"{envelope.upper()}: time at 50k / time at 10k between 4 and 6"
    return gate(bound, value, lambda found: 4 <= found <= 6)


def start_up(walls, bound, most):
    """A gate on the time of a start, in seconds; no walls where it could not be measured."""
    value = statistics.median(walls) * 1000 if walls else None
    if most is None:
        return Gate(bound, f"{value:.1f} ms" if value else "–", "no bound")
    return gate(f"{bound} < {most} ms", value, lambda found: found < most, "{:.1f} ms")


def every(sizes, peers, starts):
    """All gates. `sizes` are those that were asked for, by label."""
    gates = []
    for label in GATED:
        if label in sizes:
            gates += of_size(sizes[label], peers)
        else:
            gates.append(Gate(f"the gates on the time at {label}", "–", "not asked for"))
    for label in ("1k", *GATED):
        if label in sizes:
            gates += [memory(sizes[label], threads, *heads) for heads in HEADS for threads in (1, 2)]
        else:
            gates.append(Gate(f"peak memory < 24 MB at {label}", "–", "not asked for"))
    if all(label in sizes for label in GATED):
        gates += [linear(sizes["10k"], sizes["50k"], envelope) for envelope in ("xml", "json")]
    else:
        gates.append(Gate("time at 50k / time at 10k between 4 and 6", "–", "not asked for"))
    return gates + [start_up(walls, bound, most) for bound, most, walls in starts]
