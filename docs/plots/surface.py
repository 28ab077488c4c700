"""A loss surface in space, and a path over it."""
import matplotlib.pyplot as plt
import numpy as np

x, y = np.meshgrid(np.linspace(-2, 2, 40), np.linspace(-2, 2, 40))
z = x ** 2 - y ** 2 + 0.5 * np.sin(3 * x)
t = np.linspace(0, 1, 15)
u, v = 1.6 - 1.6 * t, -2.0 * t ** 2

fig = plt.figure(figsize=(7, 5.5))
ax = fig.add_subplot(projection="3d")
ax.plot_surface(x, y, z, cmap="viridis")
ax.plot(u, v, u ** 2 - v ** 2 + 0.5 * np.sin(3 * u) + 0.15, "o-", color="C3", markersize=4)
ax.set_xlabel("$x$")
ax.set_ylabel("$y$")
ax.set_zlabel("$z$")
ax.set_title("A saddle")
