"""Two distributions and their means."""
import matplotlib.pyplot as plt
import numpy as np

steps = np.linspace(0.001, 0.999, 500)
first = np.log(steps / (1 - steps))
second = 2.5 + 0.6 * np.log(steps / (1 - steps))

fig, ax = plt.subplots()
ax.hist(first, bins=30, alpha=0.6, label="before")
ax.hist(second, bins=30, alpha=0.6, label="after")
ax.axvline(first.mean(), color="C0", linestyle="--")
ax.axvline(second.mean(), color="C1", linestyle="--")
ax.set(title="Activations", xlabel="value", ylabel="count")
ax.legend()
