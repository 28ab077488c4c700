"""The workloads in PyTorch: on_torch.py VARIANT [--quick] WORKLOAD...

VARIANT is `eager` (autograd) or `func` (torch.func and vectorised jacobians).
"""
import sys

import numpy as np
import torch
import torch.nn.functional as F
from torch.autograd import grad

import data
from harness import main

FUNC = sys.argv[1] == "func"
RATE = 0.01


def source(array):
    return torch.tensor(array, requires_grad=True)


def total(tensor):
    return tensor.detach().sum(dtype=torch.float64)


def poly(x):
    return 2 * (x ** 3) + 5 * (x ** 2) + 3 * x


def p2():
    x = source(2.0)

    def step():
        return grad(poly(x), x)[0]
    return step, [step()]


def p2b():
    x = source(2.0)

    def step():
        g, = grad(poly(x), x, create_graph=True)
        return grad(g, x)[0]
    return step, [step()]


def p2c():
    x = torch.tensor(2.0)
    return lambda: x + x, [x + x]


def p3(n):
    x = source(data.chain(n))

    def chain():
        y = torch.sum(torch.tanh(2 * x + 1) * torch.exp(-x * x))
        return y, grad(y, x)[0]

    def step():
        y, g = chain()
        y.item()
    y, g = chain()
    return step, [y, total(g)]


def p4(n):
    a, b = map(source, data.matrices(n))

    def step():
        c = a @ b
        loss = (c * c).sum()
        return loss, *grad(loss, [a, b])
    loss, ga, gb = step()
    return step, [loss, total(ga), total(gb)]


def descent(loss_of, weights):
    def step():
        loss = loss_of(weights)
        gradients = grad(loss, weights)
        with torch.no_grad():
            for weight, g in zip(weights, gradients):
                weight.sub_(g, alpha=RATE)
        return loss
    return step, [step() for _ in range(5)]


def p5(batch):
    x, y, weights = data.classifier(batch)
    x, y = torch.tensor(x), torch.tensor(y)

    def loss_of(weights):
        return F.cross_entropy(F.relu(x @ weights[0] + weights[1]) @ weights[2] + weights[3], y)
    return descent(loss_of, [source(weight) for weight in weights])


def p6():
    x, target, weights, directions = data.regression()
    x, target = torch.tensor(x), torch.tensor(target)
    weights, directions = [source(weight) for weight in weights], [torch.tensor(part) for part in directions]

    def step():
        out = torch.tanh(x @ weights[0] + weights[1]) @ weights[2] + weights[3]
        loss = torch.mean((out - target) ** 2)
        return grad(grad(loss, weights, create_graph=True), weights, grad_outputs=directions)
    return step, [total(product) for product in step()]


def p6h():
    a, w = map(torch.tensor, data.hessian())

    def function(w):
        return (torch.tanh(a @ w) ** 2).sum() + torch.exp(-w * w).sum()
    hessian = torch.func.hessian(function) if FUNC else lambda w: torch.autograd.functional.hessian(function, w)
    h = hessian(w)
    return lambda: hessian(w), [total(h), total(torch.diagonal(h))]


def p7(wanted):
    x, w, b = map(torch.tensor, data.dense(1))
    function, at = (lambda x: torch.sigmoid(x @ w + b), x) if wanted == "x" else (lambda w: torch.sigmoid(x @ w + b), w)

    def step():
        return torch.autograd.functional.jacobian(function, at, vectorize=FUNC)
    return step, [total(step()), total(step() ** 2)]


def p7b():
    x, w, b = map(torch.tensor, data.dense(64))
    jacobians = torch.func.vmap(torch.func.jacrev(lambda x: torch.sigmoid(x @ w + b)))
    return lambda: jacobians(x), [total(jacobians(x)), total(jacobians(x) ** 2)]


def p9(n):
    def step():
        start = source(1.0)
        x = start
        for _ in range(n // 2):
            x = x * 1.0000001 + 1e-7
        return float(grad(x, start)[0])
    return step, [step()]


def p10():
    xs, *weights = data.recurrent()
    xs, weights, first = torch.tensor(xs), [source(weight) for weight in weights], torch.zeros(16, 64)
    wx, wh, b = weights

    def step():
        h = first
        for i in range(200):
            h = torch.tanh(xs[i] @ wx + h @ wh + b)
        loss = (h * h).mean()
        return loss, *grad(loss, weights)
    return step, [total(part) for part in step()]


def p11():
    x, y, (kernel, w, b) = data.images()
    x, y = torch.tensor(np.ascontiguousarray(x.transpose(0, 3, 1, 2))), torch.tensor(y)

    def loss_of(weights):
        h = F.max_pool2d(F.relu(F.conv2d(x, weights[0])), 2)
        return F.cross_entropy(h.permute(0, 2, 3, 1).reshape(32, -1) @ weights[1] + weights[2], y)
    return descent(loss_of, [source(np.ascontiguousarray(kernel.transpose(3, 2, 0, 1))), source(w), source(b)])


def p13(size):
    table = torch.tensor(data.tables()[0 if size == 1000 else 1])
    return lambda: str(table), [len(str(table))]


main({
    "P2": p2, "P2b": p2b, "P2c": p2c,
    "P3:1000": lambda: p3(1000), "P3:100000": lambda: p3(100_000), "P3:10000000": lambda: p3(10_000_000),
    "P4:256": lambda: p4(256), "P4:1024": lambda: p4(1024), "P4:2048": lambda: p4(2048),
    "P5:32": lambda: p5(32), "P5:256": lambda: p5(256),
    "P6:hvp": p6, "P6:hessian": p6h,
    "P7:jac_x": lambda: p7("x"), "P7:jac_w": lambda: p7("w"), "P7:batch_jac": p7b,
    "P9:1000": lambda: p9(1000), "P9:100000": lambda: p9(100_000), "P9:1000000": lambda: p9(1_000_000),
    "P10": p10, "P11": p11,
    "P13:1000": lambda: p13(1000), "P13:30": lambda: p13(30),
})
