

# What a figure shows, asked through its own interface: run after a program of docs/plots, here and under matplotlib.
def _short(value):
    value = float(f"{float(value):.6g}")
    return "0" if value == 0 else f"{value:.6g}"


def _describe(ax, which):
    limits = [float(end) for end in getattr(ax, f"get_{which}lim")()]
    room = 1e-9 * abs(limits[1] - limits[0])
    places = [float(place) for place in getattr(ax, f"get_{which}ticks")()]
    seen = [min(limits) - room <= place <= max(limits) + room for place in places]
    print(f"  {which} from {_short(limits[0])} to {_short(limits[1])}: {getattr(ax, f'get_{which}label')()!r}")
    print("    ticks", *[_short(place) for place, shown in zip(places, seen) if shown])
    texts = [text.get_text() for text in getattr(ax, f"get_{which}ticklabels")()]
    print("    texts", *[text for text, shown in zip(texts, seen) if shown])


for _ax in plt.gcf().axes:
    if _ax.get_label() == "<colorbar>":
        continue
    print(f"axes {_ax.get_title()!r}")
    for _which in "xyz" if hasattr(_ax, "get_zlim") else "xy":
        _describe(_ax, _which)
    _legend = _ax.get_legend()
    if _legend is not None:
        print("  legend", [text.get_text() for text in _legend.get_texts()])
if "colorbar" in globals():
    print("colorbar", *[_short(tick) for tick in colorbar.get_ticks()])
