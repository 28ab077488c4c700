"""The workloads in HIPS autograd: on_autograd.py VARIANT [--quick] WORKLOAD..."""
import autograd.numpy as np
from autograd import grad, value_and_grad

import data
from harness import main


def poly(x):
    return 2 * (x ** 3) + 5 * (x ** 2) + 3 * x


def scalar(derivative):
    return lambda: derivative(2.0), [derivative(2.0)]


def p3(n):
    x = data.chain(n)
    chain = value_and_grad(lambda x: np.sum(np.tanh(2 * x + 1) * np.exp(-x * x)))
    y, g = chain(x)
    return lambda: chain(x), [y, g.sum(dtype="f8")]


def p9(n):
    def function(x):
        for _ in range(n // 2):
            x = x * 1.0000001 + 1e-7
        return x
    return lambda: grad(function)(1.0), [grad(function)(1.0)]


main({
    "P2": lambda: scalar(grad(poly)), "P2b": lambda: scalar(grad(grad(poly))),
    "P3:1000": lambda: p3(1000), "P3:100000": lambda: p3(100_000), "P3:10000000": lambda: p3(10_000_000),
    "P9:1000": lambda: p9(1000), "P9:100000": lambda: p9(100_000),
})
