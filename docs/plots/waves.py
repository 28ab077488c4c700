"""Four curves in a grid that share their axes."""
import matplotlib.pyplot as plt
import numpy as np

t = np.linspace(0, 4 * np.pi, 300)
signals = {"sine": np.sin(t), "cosine": np.cos(t), "damped": np.exp(-t / 6) * np.sin(3 * t), "square": np.sign(np.sin(t))}

fig, axes = plt.subplots(2, 2, figsize=(8, 5), sharex=True, sharey=True)
for index, (ax, name) in enumerate(zip(axes.flat, signals)):
    ax.plot(t, signals[name], color=f"C{index}")
    ax.set_title(name)
    ax.grid(True, alpha=0.3)
for ax in axes[1]:
    ax.set_xlabel("time in seconds")
fig.tight_layout()
