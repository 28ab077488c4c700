"""A function and its derivatives, found by nested tapes."""
import matplotlib.pyplot as plt
import tensorflow as tf

x = tf.linspace(-3.0, 3.0, 121)
with tf.GradientTape() as outer:
    outer.watch(x)
    with tf.GradientTape() as inner:
        inner.watch(x)
        y = tf.sin(x) * tf.exp(-0.2 * x * x)
    first = inner.gradient(y, x)
second = outer.gradient(first, x)

fig, ax = plt.subplots(figsize=(7, 4))
ax.axhline(0, color="gray", linewidth=0.8)
for values, name in [(y, "$f(x)$"), (first, "$f'(x)$"), (second, "$f''(x)$")]:
    ax.plot(x, values, label=name)
ax.set(title="$f(x) = \\sin(x)\\, e^{-x^2/5}$", xlabel="$x$", xlim=(-3, 3))
ax.legend(loc="upper left")
