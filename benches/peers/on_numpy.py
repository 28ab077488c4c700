"""The workloads in NumPy, as a program without a tape would: on_numpy.py VARIANT [--quick] WORKLOAD..."""
import numpy as np

import data
from harness import main

RATE, ONE, TWO = np.float32(0.01), np.float32(1), np.float32(2)


def total(array):
    return np.sum(array, dtype=np.float64)


def p2c():
    x = np.array([2.0], np.float32)
    return lambda: x + x, [(x + x)[0]]


def p3(n):
    x = data.chain(n)

    def chain():
        t = np.tanh(TWO * x + ONE)
        e = np.exp(-x * x)
        return np.sum(t * e), TWO * (ONE - t * t) * e - TWO * x * t * e
    y, g = chain()
    return chain, [y, total(g)]


def p4(n):
    a, b = data.matrices(n)

    def step():
        c = a @ b
        upstream = TWO * c
        return np.sum(c * c), upstream @ b.T, a.T @ upstream
    loss, ga, gb = step()
    return step, [loss, total(ga), total(gb)]


def p5(batch):
    x, y, (w1, b1, w2, b2) = data.classifier(batch)
    rows = np.arange(batch)

    def step():
        z = x @ w1 + b1
        h = np.maximum(z, 0)
        logits = h @ w2 + b2
        logits -= logits.max(1, keepdims=True)
        powers = np.exp(logits)
        sums = powers.sum(1, keepdims=True)
        loss = np.mean(np.log(sums[:, 0]) - logits[rows, y])
        upstream = powers / sums
        upstream[rows, y] -= 1
        upstream /= np.float32(batch)
        hidden = (upstream @ w2.T) * (z > 0)
        for weight, gradient in ((w2, h.T @ upstream), (b2, upstream.sum(0)), (w1, x.T @ hidden), (b1, hidden.sum(0))):
            weight -= RATE * gradient
        return loss
    return step, [step() for _ in range(5)]


def p13(size):
    table = data.tables()[0 if size == 1000 else 1]
    return lambda: str(table), [len(str(table))]


main({
    "P2c": p2c,
    "P3:1000": lambda: p3(1000), "P3:100000": lambda: p3(100_000), "P3:10000000": lambda: p3(10_000_000),
    "P4:256": lambda: p4(256), "P4:1024": lambda: p4(1024), "P4:2048": lambda: p4(2048),
    "P5:32": lambda: p5(32), "P5:256": lambda: p5(256),
    "P13:1000": lambda: p13(1000), "P13:30": lambda: p13(30),
})
