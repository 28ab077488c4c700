"""The loss of a training run on a logarithmic axis."""
import matplotlib.pyplot as plt
import numpy as np

epochs = np.arange(1, 61)
train = 2.0 * np.exp(-epochs / 9.0) + 0.012
valid = 2.2 * np.exp(-epochs / 10.0) + 0.03 + 0.0006 * epochs

plt.plot(epochs, train, label="training")
plt.plot(epochs, valid, "--", label="validation")
plt.yscale("log")
plt.title("Loss")
plt.xlabel("epoch")
plt.ylabel("mean squared error")
plt.grid(alpha=0.4)
plt.legend()
