"""Names of the dialect, and names that the program has taken for itself."""
# A comment above the first statement.
from __future__ import annotations
import sys
import numpy as np
import tensorflow as tf
sys.displayhook(__doc__)

x = tf.ones((2, 3))   # a builtin
ones = tf.ones((2, 2))  # from here on the program's own
print(ones, True, None is None)
with tf.GradientTape(persistent=False) as t:
    t.watch(x)
    y = tf.reduce_sum(
        tf.square(x),  # kept where it is
    )
print(t.gradient(y, x))


def scaled(constant):
    return constant + tf.reduce_max(x)


print(scaled(1.0), f"reduce_min(x)={tf.reduce_min(x)!r} {True!r:>6} constant( 3 ) = {tf.constant( 3 ) !s}")


class Shape:
    square = tf.square

    def area(self):
        return tf.square(2.0), Shape.square(3.0)


@tf.custom_gradient
def passed(v):
    return v, lambda upstream: upstream


print(Shape().area(), passed(tf.constant(2.0)))
print([square(square) for square in [lambda f: 1]] if False else None)
print(np.zeros(3), tf.ones(2), {'true': True})
