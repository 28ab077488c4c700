"""A row of log-log plots as SVG, readable on light and dark pages."""
import math
from dataclasses import dataclass

WIDTH, HEIGHT, MARGIN, GAP = 260, 200, 46, 24
STYLE = """
text { font: 11px system-ui, sans-serif; fill: #444c56 } .title { font-weight: 600 }
.grid { stroke: #8b949e; stroke-opacity: .25 }
.curve { fill: none; stroke: #0969da; stroke-width: 2 } circle { fill: #0969da }
@media (prefers-color-scheme: dark) {
text { fill: #c9d1d9 } .curve { stroke: #58a6ff } circle { fill: #58a6ff } }
"""
UNITS = {-9: "1 ns", -8: "10 ns", -7: "100 ns", -6: "1 µs", -5: "10 µs", -4: "100 µs", -3: "1 ms", -2: "10 ms",
         -1: "100 ms", 0: "1 s", 1: "10 s"}


@dataclass(frozen=True)
class Plot:
    """A title, the name of the horizontal axis, and (size, seconds) pairs."""
    title: str
    axis: str
    points: list


def decades(values):
    """The powers of ten around all values: (lowest, highest)."""
    low, high = math.floor(math.log10(min(values)) + 1e-9), math.ceil(math.log10(max(values)) - 1e-9)
    return low, max(high, low + 1)


def drawn(plot, left):
    """The elements of one plot whose frame begins at `left`."""
    sizes, times = zip(*plot.points)
    (x_low, x_high), (y_low, y_high) = decades(sizes), decades(times)
    top = MARGIN / 2

    def across(size):
        return left + WIDTH * (math.log10(size) - x_low) / (x_high - x_low)

    def down(seconds):
        return top + HEIGHT * (y_high - math.log10(seconds)) / (y_high - y_low)
    parts = [f'<text class="title" x="{left}" y="{top - 8:.0f}">{plot.title}</text>']
    for power in range(x_low, x_high + 1):
        x = across(10 ** power)
        label = f'10<tspan dy="-4" font-size="8">{power}</tspan>' if power > 1 else str(10 ** power)
        parts.append(f'<path class="grid" d="M{x:.1f} {top:.1f}v{HEIGHT}"/>'
                     f'<text x="{x:.1f}" y="{top + HEIGHT + 15:.1f}" text-anchor="middle">{label}</text>')
    for power in range(y_low, y_high + 1):
        y = down(10 ** power)
        parts.append(f'<path class="grid" d="M{left} {y:.1f}h{WIDTH}"/>'
                     f'<text x="{left - 5}" y="{y + 4:.1f}" text-anchor="end">{UNITS[power]}</text>')
    places = [(across(size), down(seconds)) for size, seconds in plot.points]
    parts.append(f'<path class="curve" d="M{"L".join(f"{x:.1f} {y:.1f}" for x, y in places)}"/>')
    parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in places]
    parts.append(f'<text x="{left + WIDTH / 2}" y="{top + HEIGHT + 31:.1f}" text-anchor="middle">{plot.axis}</text>')
    return parts


def svg(plots):
    """The whole picture, a plot beside the other."""
    width, height = GAP + len(plots) * (MARGIN + WIDTH + GAP), HEIGHT + 64
    lefts = [GAP + MARGIN + index * (MARGIN + WIDTH + GAP) for index in range(len(plots))]
    parts = [part for plot, left in zip(plots, lefts) for part in drawn(plot, left)]
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
    return "\n".join([opening, f"<style>{STYLE}</style>", *parts, "</svg>", ""])
