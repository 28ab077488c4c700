"""The workloads as TensorFlow programs: workloads.py VARIANT [--quick] WORKLOAD...

Runs under this shell and under CPython with TensorFlow. VARIANT is a word for the report; `function` and `xla` compile
each step with `tf.function` first, which only TensorFlow can.
"""
import sys

import numpy as np
import tensorflow as tf

import data
from harness import main

VARIANT = sys.argv[1]
RATE = 0.01


def compiled(step):
    if VARIANT == "function":
        return tf.function(step)
    if VARIANT == "xla":
        return tf.function(step, jit_compile=True)
    return step


def total(tensor):
    return float(np.sum(np.asarray(tensor), dtype=np.float64))


def poly(x):
    return 2 * (x ** 3) + 5 * (x ** 2) + 3 * x


def p2():
    x = tf.constant(2.0)

    def step():
        with tf.GradientTape() as t:
            t.watch(x)
            y = poly(x)
        return t.gradient(y, x)
    step = compiled(step)
    return step, [step()]


def p2b():
    x = tf.constant(2.0)

    def step():
        with tf.GradientTape() as outer:
            outer.watch(x)
            with tf.GradientTape() as inner:
                inner.watch(x)
                y = poly(x)
            g = inner.gradient(y, x)
        return outer.gradient(g, x)
    step = compiled(step)
    return step, [step()]


def p2c():
    x = tf.constant(2.0)
    return lambda: x + x, [x + x]


def p3(n):
    x = tf.constant(data.chain(n))

    def chain(x):
        with tf.GradientTape() as t:
            t.watch(x)
            y = tf.reduce_sum(tf.tanh(2 * x + 1) * tf.exp(-x * x))
        return y, t.gradient(y, x)
    chain = compiled(chain)

    def step():
        y, g = chain(x)
        float(y)
    y, g = chain(x)
    return step, [y, total(g)]


def p4(n):
    a, b = [tf.constant(matrix) for matrix in data.matrices(n)]

    def step():
        with tf.GradientTape() as t:
            t.watch([a, b])
            c = a @ b
            loss = tf.reduce_sum(c * c)
        return (loss, *t.gradient(loss, [a, b]))
    step = compiled(step)
    loss, ga, gb = step()
    return step, [loss, total(ga), total(gb)]


def p5(batch):
    x, y, weights = data.classifier(batch)
    x, y = tf.constant(x), tf.constant(y)
    weights = [tf.Variable(weight) for weight in weights]

    def step():
        with tf.GradientTape() as t:
            h = tf.nn.relu(x @ weights[0] + weights[1])
            loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(y, h @ weights[2] + weights[3]))
        for weight, g in zip(weights, t.gradient(loss, weights)):
            weight.assign_sub(RATE * g)
        return loss
    step = compiled(step)
    return step, [step() for _ in range(5)]


def p6():
    x, target, weights, directions = data.regression()
    x, target = tf.constant(x), tf.constant(target)
    weights = [tf.constant(weight) for weight in weights]
    directions = [tf.constant(direction) for direction in directions]

    def step():
        with tf.GradientTape() as outer:
            outer.watch(weights)
            with tf.GradientTape() as inner:
                inner.watch(weights)
                out = tf.tanh(x @ weights[0] + weights[1]) @ weights[2] + weights[3]
                loss = tf.reduce_mean(tf.square(out - target))
            g = inner.gradient(loss, weights)
        return outer.gradient(g, weights, output_gradients=directions)
    step = compiled(step)
    return step, [total(product) for product in step()]


def p6h():
    a, w = [tf.constant(part) for part in data.hessian()]

    def step():
        with tf.GradientTape() as outer:
            outer.watch(w)
            with tf.GradientTape() as inner:
                inner.watch(w)
                y = tf.reduce_sum(tf.square(tf.tanh(tf.linalg.matvec(a, w)))) + tf.reduce_sum(tf.exp(-w * w))
            g = inner.gradient(y, w)
        return outer.jacobian(g, w)
    step = compiled(step)
    h = step()
    return step, [total(h), total(tf.linalg.diag_part(h))]


def p7(wanted):
    x, w, b = [tf.constant(part) for part in data.dense(1)]

    def step():
        with tf.GradientTape() as t:
            t.watch([x, w])
            y = tf.sigmoid(x @ w + b)
        return t.jacobian(y, x if wanted == "x" else w)
    step = compiled(step)
    return step, [total(step()), total(step() ** 2)]


def p7b():
    x, w, b = [tf.constant(part) for part in data.dense(64)]

    def step():
        with tf.GradientTape() as t:
            t.watch(x)
            y = tf.sigmoid(x @ w + b)
        return t.batch_jacobian(y, x)
    step = compiled(step)
    return step, [total(step()), total(step() ** 2)]


def p9(n):
    def step():
        start = tf.constant(1.0)
        with tf.GradientTape() as t:
            t.watch(start)
            x = start
            for _ in range(n // 2):
                x = x * 1.0000001 + 1e-7
        return float(t.gradient(x, start))
    return step, [step()]


def p10():
    xs, wx, wh, b = [tf.constant(part) for part in data.recurrent()]
    first = tf.zeros((16, 64))

    def step():
        with tf.GradientTape() as t:
            t.watch([wx, wh, b])
            h = first
            for i in range(200):
                h = tf.tanh(xs[i] @ wx + h @ wh + b)
            loss = tf.reduce_mean(h * h)
        return (loss, *t.gradient(loss, [wx, wh, b]))
    step = compiled(step)
    return step, [total(part) for part in step()]


def p11():
    x, y, weights = data.images()
    x, y = tf.constant(x), tf.constant(y)
    weights = [tf.Variable(weight) for weight in weights]

    def step():
        with tf.GradientTape() as t:
            h = tf.nn.max_pool2d(tf.nn.relu(tf.nn.conv2d(x, weights[0], 1, "VALID")), 2, 2, "VALID")
            logits = tf.reshape(h, (32, -1)) @ weights[1] + weights[2]
            loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(y, logits))
        for weight, g in zip(weights, t.gradient(loss, weights)):
            weight.assign_sub(RATE * g)
        return loss
    step = compiled(step)
    return step, [step() for _ in range(5)]


def p13(size):
    table = tf.constant(data.tables()[0 if size == 1000 else 1])
    return lambda: str(table), [len(str(table))]


WORKLOADS = {
    "P2": p2, "P2b": p2b, "P2c": p2c,
    "P3:1000": lambda: p3(1000), "P3:100000": lambda: p3(100_000), "P3:10000000": lambda: p3(10_000_000),
    "P4:256": lambda: p4(256), "P4:1024": lambda: p4(1024), "P4:2048": lambda: p4(2048),
    "P5:32": lambda: p5(32), "P5:256": lambda: p5(256),
    "P6:hvp": p6, "P6:hessian": p6h,
    "P7:jac_x": lambda: p7("x"), "P7:jac_w": lambda: p7("w"), "P7:batch_jac": p7b,
    "P9:1000": lambda: p9(1000), "P9:100000": lambda: p9(100_000), "P9:1000000": lambda: p9(1_000_000),
    "P10": p10, "P11": p11,
    "P13:1000": lambda: p13(1000), "P13:30": lambda: p13(30),
}

main(WORKLOADS)
