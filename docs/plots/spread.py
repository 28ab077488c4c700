"""How errors are spread: boxes, violins, steps and stems."""
import matplotlib.pyplot as plt
import numpy as np

steps = np.linspace(0.01, 0.99, 60)
normal = np.log(steps / (1 - steps))
groups = [normal, 0.6 * normal + 1.5, 0.3 * normal ** 3 / 4 - 1]

fig, axes = plt.subplots(2, 2, figsize=(8, 6))
axes[0, 0].boxplot(groups, tick_labels=["a", "b", "c"])
axes[0, 0].set_title("boxplot")
axes[0, 1].violinplot(groups, showmedians=True)
axes[0, 1].set_title("violinplot")
axes[1, 0].step(np.arange(10), np.arange(10) ** 2 % 7, where="mid", color="C2")
axes[1, 0].set_title("step")
axes[1, 1].stem(np.arange(10), np.cos(np.arange(10)))
axes[1, 1].set_title("stem")
fig.tight_layout()
