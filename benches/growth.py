"""How cost grows: growth.py VARIANT [--quick] WORKLOAD:SIZE...

Runs under this shell and under CPython with TensorFlow.
"""
import sys

import tensorflow as tf

from harness import main


def tape(ops):
    """One tape over a chain of scalar ops, and its sweep."""
    def step():
        start = tf.constant(1.0)
        with tf.GradientTape() as t:
            t.watch(start)
            x = start
            for _ in range(ops // 2):
                x = x * 0.999 + 0.001
        return t.gradient(x, start)
    return step


def size(elements):
    """A chain of elementwise ops over one vector, summed, and its gradient."""
    x = tf.ones([elements]) * 0.5

    def step():
        with tf.GradientTape() as t:
            t.watch(x)
            y = tf.reduce_sum(tf.tanh(2 * x + 1) * tf.exp(-x * x))
        return float(y), float(t.gradient(y, x)[0])
    return step


def nest(depth):
    """The derivative of that order: tapes within tapes."""
    x = tf.constant(0.5)

    def derivative(order):
        if order == 0:
            return x * tf.sin(x)
        with tf.GradientTape() as t:
            t.watch(x)
            y = derivative(order - 1)
        return t.gradient(y, x)
    return lambda: derivative(depth)


def variables(count):
    """The sum of the squares of so many variables, and a gradient for each."""
    every = [tf.Variable(0.5) for _ in range(count)]

    def step():
        with tf.GradientTape() as t:
            y = tf.add_n([variable * variable for variable in every])
        return t.gradient(y, every)
    return step


def sources(count):
    """One long tape and gradients for so many of the values along it."""
    def step():
        x = tf.constant(1.0)
        along = []
        with tf.GradientTape() as t:
            t.watch(x)
            for _ in range(1000):
                x = x * 0.999
                along.append(x)
        return t.gradient(x, along[:count])
    return step


MAKERS = {"tape": tape, "size": size, "nest": nest, "variables": variables, "sources": sources}


def workload(name):
    maker, number = name.split(":")
    return lambda: (MAKERS[maker](int(number)), [])


main({name: workload(name) for name in sys.argv[2:] if name != "--quick"})
