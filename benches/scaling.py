#!/usr/bin/env python3
"""Measures how cost grows and draws it.

Over the length of a tape, the size of a tensor, the depth of nested tapes, the numbers of variables and of sources.

    python3 benches/scaling.py --svg docs/scaling.svg --update docs/performance.md
"""
import argparse
import math
import pathlib
import sys

from chart import Plot, svg
from runs import HERE, spawn
from tables import quantity, table, updated

GROWTHS = {
    "tape": ("One tape", "ops", [10 ** power for power in range(2, 7)]),
    "size": ("One tensor", "elements", [10 ** power for power in range(2, 8)]),
    "nest": ("Tapes within tapes", "depth", [1, 2, 3, 4, 5, 6]),
    "variables": ("Variables", "variables, a gradient each", [1, 10, 100, 1000]),
    "sources": ("Sources on a tape of 1000 ops", "sources", [1, 10, 100, 1000]),
}


def measured(shell, name, sizes, rounds, quick):
    """(size, least seconds) pairs. Each size is a process of its own; the rounds go through all sizes in turn."""
    least = dict.fromkeys(sizes, math.inf)
    for _ in range(rounds):
        for size in sizes:
            options = ["--quick"] if quick else []
            process = spawn([shell, str(HERE / "growth.py"), "ours", *options, f"{name}:{size}"])
            if process.status:
                sys.exit(f"{name}:{size} failed: {process.errors}")
            least[size] = min(least[size], float(process.output.split()[2]))
            print(f"{name}:{size} {least[size]:.3g} s", file=sys.stderr, flush=True)
    return list(least.items())


def exponent(points):
    """The slope of the straight line through the points on logarithmic axes, by least squares."""
    logs = [(math.log(size), math.log(seconds)) for size, seconds in points]
    mean_x, mean_y = (sum(values) / len(logs) for values in zip(*logs))
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)


def line(name, points):
    title, axis, _ = GROWTHS[name]
    (first, start), (last, end) = points[0], points[-1]
    upper = points[-3:]
    return [title, f"{first} to {last} {axis}", quantity(start, name), quantity(end, name), f"{exponent(points):.2f}",
            f"{exponent(upper):.2f}", quantity((end - start) / (last - first), name)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default="target/release/tape", metavar="FILE", help="the shell (default: %(default)s)")
    parser.add_argument("--only", nargs="+", choices=GROWTHS, default=list(GROWTHS), metavar="GROWTH",
                        help=", ".join(GROWTHS))
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    parser.add_argument("--quick", action="store_true", help="short measurements")
    parser.add_argument("--svg", type=pathlib.Path, metavar="FILE", help="draw it here")
    parser.add_argument("--update", type=pathlib.Path, metavar="FILE", help="put table and picture there")
    options = parser.parse_args()
    shell = str(pathlib.Path(options.bin).resolve())
    points = {name: measured(shell, name, GROWTHS[name][2], options.rounds, options.quick) for name in options.only}
    text = table(["growth", "from, to", "first", "last", "exponent", "of the last three", "each one more"],
                 [line(name, pairs) for name, pairs in points.items()])
    print(text)
    if options.svg:
        options.svg.write_text(svg([Plot(*GROWTHS[name][:2], pairs) for name, pairs in points.items()]))
    if options.update:
        picture = f"![Seconds over sizes, on logarithmic axes]({options.svg.name})\n\n" if options.svg else ""
        options.update.write_text(updated(options.update.read_text(), {"scaling": picture + text}))


if __name__ == "__main__":
    main()
