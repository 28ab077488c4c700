"""Points, the line that fits them, and how sure it is."""
import matplotlib.pyplot as plt
import numpy as np

x = np.linspace(0, 10, 40)
noise = np.sin(7.0 * x) + 0.6 * np.cos(13.0 * x)
y = 1.7 * x + 2.0 + 1.6 * noise
slope, offset = np.polyfit(x, y, 1)
line = slope * x + offset
spread = 1.5 + 0.05 * (x - 5) ** 2

fig, ax = plt.subplots()
ax.fill_between(x, line - spread, line + spread, alpha=0.2, label="two deviations")
ax.plot(x, line, color="C0", label="fit")
ax.scatter(x, y, s=24, c="C1", edgecolors="white", label="data", zorder=3)
worst = np.argmax(np.abs(y - line))
ax.annotate("largest residual", xy=(x[worst], y[worst]), xytext=(1.5, 18), arrowprops=dict(arrowstyle="->"))
ax.set_xlabel("input")
ax.set_ylabel("output")
ax.set_title("Linear regression")
ax.legend(loc="lower right")
