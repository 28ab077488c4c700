"""Tables of the comparison, in Markdown."""
import re

from bars import BARS, best, is_bytes, ratio, verdict
from entrants import EAGER, OURS
from floors import FLOORS


def quantity(value, row):
    """Three digits and a unit: seconds, or bytes where the row counts those."""
    if is_bytes(row):
        units = [(1e6, "MB"), (1, "B")]
    else:
        units = [(1, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns")]
    size, unit = next(((size, unit) for size, unit in units if value >= size), units[-1])
    return f"{digits(value / size)} {unit}"


def digits(number):
    """Three significant digits, without an exponent."""
    return f"{number:.0f}" if number >= 100 else f"{number:.3g}" if number >= 0.01 else f"{number:.2g}"


def table(header, lines):
    """A Markdown table with aligned columns."""
    widths = [max(len(line[column]) for line in [header, *lines]) for column in range(len(header))]
    rule = ["-" * width for width in widths]
    return "\n".join("| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths)) + " |"
                     for line in [header, rule, *lines])


def bar_text(row):
    return ", ".join(f"{digits(bar.limit)} × {bar.of}" if bar.of else quantity(bar.limit, row) for bar in BARS[row])


def optional(number):
    return "" if number is None else digits(number)


def comparison(rows):
    """Each row against its bars: least figures of all rounds, our median in brackets."""
    lines = []
    for row, by_name in rows.items():
        ours, peer = by_name.get(OURS), best(by_name)
        lines.append([
            row,
            f"{quantity(ours.least, row)} ({quantity(ours.median, row)})" if ours else "",
            f"{peer} {quantity(by_name[peer].least, row)}" if peer else "",
            optional(ratio(by_name, peer)) if peer else "",
            optional(ratio(by_name, EAGER)),
            bar_text(row),
            verdict(row, by_name),
        ])
    header = ["workload", "ours (median)", "best peer", "ours : best", "ours : tf eager", "bar: at most", "holds"]
    return table(header, lines)


def everybody(rows):
    """All least figures, one line a workload."""
    lines = [[row, ", ".join(f"{name} {quantity(outcome.least, row)}" for name, outcome in sorted(
        by_name.items(), key=lambda item: item[1].least))] for row, by_name in rows.items()]
    return table(["workload", "least figures"], lines)


def floors(rows):
    """Each workload that has a floor, and how many times that we need."""
    lines = []
    for row, by_name in rows.items():
        if row in FLOORS and OURS in by_name:
            floor, ours = FLOORS[row], by_name[OURS].least
            times = quantity(floor.seconds, row), quantity(ours, row)
            lines.append([row, floor.reason, *times, digits(ours / floor.seconds)])
    return table(["workload", "what it needs at least", "floor", "ours", "ours : floor"], lines)


def updated(document, blocks):
    """The document with each named block put between its markers `<!-- NAME -->` and `<!-- end of NAME -->`.

    Raises ValueError where a marker is missing.
    """
    for name, text in blocks.items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end of {name} -->)", re.DOTALL)
        if not pattern.search(document):
            raise ValueError(f"no markers for {name!r}")
        document = pattern.sub(lambda match: f"{match[1]}\n{text}\n\n{match[2]}", document)
    return document
