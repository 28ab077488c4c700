"""Gradient descent over the level lines of a loss."""
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf


def loss(w, b):
    return (w - 1.0) ** 2 + 4.0 * (b + 0.5) ** 2 + w * b


w, b = tf.Variable(-1.8), tf.Variable(1.4)
path = []
for _ in range(25):
    path.append((w.numpy(), b.numpy()))
    with tf.GradientTape() as tape:
        value = loss(w, b)
    dw, db = tape.gradient(value, [w, b])
    w.assign_sub(0.09 * dw)
    b.assign_sub(0.09 * db)
path = np.array(path)

ws, bs = np.meshgrid(np.linspace(-2.5, 2.5, 80), np.linspace(-2, 2, 80))
values = loss(ws, bs)
plt.contourf(ws, bs, values, levels=12, cmap="viridis", alpha=0.85)
colorbar = plt.colorbar(label="loss")
lines = plt.contour(ws, bs, values, levels=[1, 4, 9], colors="white", linewidths=0.8)
plt.clabel(lines, fmt="%d")
plt.plot(path[:, 0], path[:, 1], "o-", color="C1", markersize=4, label="steps")
plt.annotate("start", xy=path[0], xytext=(-0.6, 1.6), color="white", arrowprops=dict(arrowstyle="->", color="white"))
plt.xlabel("$w$")
plt.ylabel("$b$")
plt.title("Gradient descent")
plt.legend(loc="lower left")
