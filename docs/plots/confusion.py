"""A matrix as an image, with its numbers and a scale."""
import matplotlib.pyplot as plt
import numpy as np

names = ["cat", "dog", "bird", "fish"]
counts = np.array([[48, 6, 1, 0], [5, 44, 3, 1], [2, 4, 51, 2], [0, 1, 3, 54]])

fig, ax = plt.subplots()
image = ax.imshow(counts, cmap="Blues")
colorbar = fig.colorbar(image, ax=ax, label="examples")
ax.set_xticks(range(4), names)
ax.set_yticks(range(4), names)
for row in range(4):
    for column in range(4):
        color = "white" if counts[row, column] > 27 else "black"
        ax.text(column, row, counts[row, column], ha="center", va="center", color=color)
ax.set(title="Confusion matrix", xlabel="predicted", ylabel="true")
