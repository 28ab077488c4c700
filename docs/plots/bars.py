"""Bars beside each other, with numbers and errors."""
import matplotlib.pyplot as plt
import numpy as np

models = ["linear", "forest", "network"]
train = [0.81, 0.97, 0.95]
test = [0.79, 0.88, 0.92]
places = np.arange(3)

fig, ax = plt.subplots()
left = ax.bar(places - 0.2, train, 0.4, label="training")
right = ax.bar(places + 0.2, test, 0.4, yerr=[0.02, 0.03, 0.015], capsize=4, label="test")
ax.bar_label(left, fmt="%.2f")
ax.set_xticks(places, models)
ax.set_ylim(0, 1.2)
ax.set_ylabel("accuracy")
ax.set_title("Three models")
ax.legend(ncol=2, loc="upper left")
