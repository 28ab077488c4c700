"""The scalar workloads in micrograd: on_micrograd.py VARIANT [--quick] WORKLOAD..."""
from micrograd.engine import Value

from harness import main


def p2():
    def step():
        x = Value(2.0)
        y = 2 * (x ** 3) + 5 * (x ** 2) + 3 * x
        y.backward()
        return x.grad
    return step, [step()]


def p2c():
    x = Value(2.0)
    return lambda: x + x, [(x + x).data]


main({"P2": p2, "P2c": p2c})
