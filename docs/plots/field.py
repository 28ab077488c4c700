"""The gradient of a saddle: arrows and stream lines."""
import matplotlib.pyplot as plt
import numpy as np

xs, ys = np.linspace(-2, 2, 13), np.linspace(-2, 2, 13)
x, y = np.meshgrid(xs, ys)
u, v = 2 * x + y, x - 2 * y

fig, (left, right) = plt.subplots(1, 2, figsize=(9, 4.2))
left.quiver(x, y, u, v, color="C0")
left.set_title("quiver")
right.streamplot(xs, ys, u, v, color="C1", linewidth=1.0)
right.set_title("streamplot")
for ax in (left, right):
    ax.set_xlabel("$x$")
left.set_ylabel("$y$")
fig.suptitle("$\\nabla(x^2 + xy - y^2)$")
fig.tight_layout()
