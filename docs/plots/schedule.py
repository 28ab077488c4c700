"""Two quantities over the same steps, each with an axis of its own."""
import matplotlib.pyplot as plt
import numpy as np

steps = np.arange(0, 10001, 100)
rate = 1e-3 * np.minimum(1, steps / 1000) * 0.5 ** (steps / 3000)
loss = 0.4 + 3.2 / (1 + steps / 700)

fig, ax = plt.subplots(figsize=(7, 4))
ax.plot(steps, loss, "C0", label="loss")
ax.set_xlabel("step")
ax.set_ylabel("loss", color="C0")
ax.tick_params(axis="y", labelcolor="C0")
ax.axvspan(0, 1000, color="gray", alpha=0.15)
ax.text(500, 1.05, "warm-up", rotation=90, ha="center", va="center")
twin = ax.twinx()
twin.plot(steps, rate, "C3--")
twin.set_ylabel("learning rate", color="C3")
twin.tick_params(axis="y", labelcolor="C3")
ax.set_title("Warm-up and decay")
