"""The bars: how fast and how small the shell must be beside whom, and whether it is."""
import math
from dataclasses import dataclass

from entrants import BARE, COMPILED, CPYTHON, EAGER, JAX, LANGUAGE, NUMPY, OURS, TORCH, XLA
from runs import Outcome

BEST, BEST_COMPILED, LEANEST = "best", "best compiled", "leanest that differentiates"


@dataclass(frozen=True)
class Bar:
    """At most `limit` times what `of` needs: an entrant, the best of several, or, when empty, so many bytes."""
    limit: float
    of: str = ""


BARS = {
    "P1": [Bar(0.002, EAGER), Bar(0.3, BARE)],
    "P2": [Bar(0.4, BEST), Bar(0.005, EAGER)],
    "P2b": [Bar(0.8, BEST)],
    "P2c": [Bar(0.3, NUMPY)],
    "P3:1000": [Bar(0.8, BEST)],
    "P3:100000": [Bar(0.8, BEST)],
    "P3:10000000": [Bar(0.8, XLA)],
    **dict.fromkeys(["P4:256", "P4:1024", "P4:2048"], [Bar(1.1, BEST)]),
    "P5:32": [Bar(0.7, BEST)],
    "P5:256": [Bar(0.85, BEST)],
    **dict.fromkeys(["P6:hvp", "P6:hessian"], [Bar(1.0, BEST_COMPILED), Bar(0.05, EAGER)]),
    **dict.fromkeys(["P7:jac_x", "P7:jac_w", "P7:batch_jac"], [Bar(1.0, BEST_COMPILED), Bar(0.02, EAGER)]),
    **dict.fromkeys(LANGUAGE[:3], [Bar(1 / 3, CPYTHON)]),
    **dict.fromkeys(LANGUAGE[3:], [Bar(1.0, CPYTHON)]),
    "P8:mean": [Bar(0.5, CPYTHON)],
    "P9:1000": [],
    "P9:100000": [],
    "P9:1000000": [Bar(0.02, TORCH)],
    "P9:memory": [Bar(0.2, TORCH)],
    "P10": [Bar(1.0, JAX)],
    "P11": [Bar(1.0, BEST_COMPILED)],
    "P12:P3": [Bar(130e6)],
    "P12:P5": [Bar(0.25, LEANEST)],
    "P13:1000": [Bar(0.05, EAGER)],
    "P13:30": [Bar(0.05, EAGER)],
}
# Rows made of the runs of others.
SOURCES = {"P8:mean": LANGUAGE, "P9:memory": ["P9:1000", "P9:1000000"], "P12:P3": ["P3:10000000"], "P12:P5": ["P5:32"]}


def is_bytes(row):
    return row.startswith("P12") or row == "P9:memory"


def rows(results):
    """The results, and the rows that are made of them, in the order of the bars."""
    made = dict(results)
    for row, sources in SOURCES.items():
        if all(source in results for source in sources):
            outcomes = [results[source] for source in sources]
            everywhere = [name for name in outcomes[0] if all(name in outcome for outcome in outcomes)]
            made[row] = {name: derived(row, [outcome[name] for outcome in outcomes]) for name in everywhere}
    return {row: made[row] for row in BARS if made.get(row)}


def derived(row, outcomes):
    if row == "P8:mean":
        return Outcome(*([math.prod(values) ** (1 / len(values))] for values in
                         ([outcome.least for outcome in outcomes], [outcome.median for outcome in outcomes])))
    peaks = [max(outcome.peaks) for outcome in outcomes]
    figure = (peaks[1] - peaks[0]) / 1e6 if row == "P9:memory" else peaks[0]  # bytes of each of a million ops
    return Outcome([figure], [figure])


def best(by_name, of=BEST):
    """The name of the fastest (or smallest) peer of that kind; none when there is no such peer."""
    peers = [name for name in by_name if name != OURS]
    if of == BEST_COMPILED:
        peers = [name for name in peers if name in COMPILED]
    if of == LEANEST:
        peers = [name for name in peers if name != NUMPY]
    return min(peers, key=lambda name: by_name[name].least, default=None)


def ratio(by_name, of):
    """Ours over theirs, by least times; none where either is missing."""
    peer = best(by_name, of) if of in (BEST, BEST_COMPILED, LEANEST) else of
    if OURS not in by_name or of and peer not in by_name:
        return None
    return by_name[OURS].least / (by_name[peer].least if of else 1.0)


def verdict(row, by_name):
    """`yes`, `no`, or whom it lacks."""
    ratios = [(bar, ratio(by_name, bar.of)) for bar in BARS[row]]
    if any(figure is not None and figure > bar.limit for bar, figure in ratios):
        return "no"
    missing = [bar.of or OURS for bar, figure in ratios if figure is None]
    return f"no {missing[0]}" if missing else "yes" if ratios else ""
