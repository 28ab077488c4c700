"""The workloads in JAX, each compiled by `jit`: on_jax.py VARIANT [--quick] WORKLOAD..."""
import jax
import jax.numpy as jnp
import numpy as np

import data
from harness import main

RATE = 0.01


def total(array):
    return np.sum(np.asarray(array), dtype=np.float64)


def compiled(function, *arguments):
    """The compiled function as work that waits for its result, and a first result."""
    function = jax.jit(function)
    return lambda: jax.block_until_ready(function(*arguments)), function(*arguments)


def poly(x):
    return 2 * (x ** 3) + 5 * (x ** 2) + 3 * x


def scalar(function):
    step, answer = compiled(function, jnp.asarray(2.0))
    return step, [answer]


def p3(n):
    step, (y, g) = compiled(jax.value_and_grad(lambda x: jnp.sum(jnp.tanh(2 * x + 1) * jnp.exp(-x * x))),
                            jnp.asarray(data.chain(n)))
    return step, [y, total(g)]


def p4(n):
    def function(a, b):
        c = a @ b
        return jnp.sum(c * c)
    step, (loss, (ga, gb)) = compiled(jax.value_and_grad(function, (0, 1)), *map(jnp.asarray, data.matrices(n)))
    return step, [loss, total(ga), total(gb)]


def cross_entropy(logits, labels):
    return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(logits), labels[:, None], 1))


def descent(loss_of, weights, *inputs):
    @jax.jit
    def update(weights, *inputs):
        loss, gradients = jax.value_and_grad(loss_of)(weights, *inputs)
        return loss, [weight - RATE * g for weight, g in zip(weights, gradients)]
    weights = [jnp.asarray(weight) for weight in weights]

    def step():
        nonlocal weights
        loss, weights = update(weights, *inputs)
        return loss.block_until_ready()
    return step, [step() for _ in range(5)]


def p5(batch):
    x, y, weights = data.classifier(batch)

    def loss_of(weights, x, y):
        return cross_entropy(jax.nn.relu(x @ weights[0] + weights[1]) @ weights[2] + weights[3], y)
    return descent(loss_of, weights, jnp.asarray(x), jnp.asarray(y, jnp.int32))


def p6():
    x, target, weights, directions = data.regression()
    x, target = jnp.asarray(x), jnp.asarray(target)
    weights, directions = [jnp.asarray(weight) for weight in weights], [jnp.asarray(part) for part in directions]

    def loss(weights):
        return jnp.mean((jnp.tanh(x @ weights[0] + weights[1]) @ weights[2] + weights[3] - target) ** 2)
    step, products = compiled(lambda weights: jax.jvp(jax.grad(loss), (weights,), (directions,))[1], weights)
    return step, [total(product) for product in products]


def p6h():
    a, w = map(jnp.asarray, data.hessian())
    step, h = compiled(jax.hessian(lambda w: jnp.sum(jnp.tanh(a @ w) ** 2) + jnp.sum(jnp.exp(-w * w))), w)
    return step, [total(h), total(jnp.diag(h))]


def p7(wanted):
    x, w, b = map(jnp.asarray, data.dense(1))
    step, jacobian = compiled(jax.jacrev(lambda x, w: jax.nn.sigmoid(x @ w + b), 0 if wanted == "x" else 1), x, w)
    return step, [total(jacobian), total(jacobian ** 2)]


def p7b():
    x, w, b = map(jnp.asarray, data.dense(64))
    step, jacobians = compiled(jax.vmap(jax.jacrev(lambda x: jax.nn.sigmoid(x @ w + b))), x)
    return step, [total(jacobians), total(jacobians ** 2)]


def p10():
    xs, *weights = map(jnp.asarray, data.recurrent())

    def function(wx, wh, b, xs):
        h, _ = jax.lax.scan(lambda h, x: (jnp.tanh(x @ wx + h @ wh + b), None), jnp.zeros((16, 64)), xs)
        return jnp.mean(h * h)
    step, (loss, gradients) = compiled(jax.value_and_grad(function, (0, 1, 2)), *weights, xs)
    return step, [loss, *map(total, gradients)]


def p11():
    x, y, weights = data.images()

    def loss_of(weights, x, y):
        h = jax.lax.conv_general_dilated(x, weights[0], (1, 1), "VALID", dimension_numbers=("NHWC", "HWIO", "NHWC"))
        h = jax.lax.reduce_window(jax.nn.relu(h), -jnp.inf, jax.lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")
        return cross_entropy(h.reshape(32, -1) @ weights[1] + weights[2], y)
    return descent(loss_of, weights, jnp.asarray(x), jnp.asarray(y, jnp.int32))


def p13(size):
    table = jnp.asarray(data.tables()[0 if size == 1000 else 1])
    return lambda: str(table), [len(str(table))]


main({
    "P2": lambda: scalar(jax.grad(poly)), "P2b": lambda: scalar(jax.grad(jax.grad(poly))),
    "P2c": lambda: scalar(lambda x: x + x),
    "P3:1000": lambda: p3(1000), "P3:100000": lambda: p3(100_000), "P3:10000000": lambda: p3(10_000_000),
    "P4:256": lambda: p4(256), "P4:1024": lambda: p4(1024), "P4:2048": lambda: p4(2048),
    "P5:32": lambda: p5(32), "P5:256": lambda: p5(256),
    "P6:hvp": p6, "P6:hessian": p6h,
    "P7:jac_x": lambda: p7("x"), "P7:jac_w": lambda: p7("w"), "P7:batch_jac": p7b,
    "P10": p10, "P11": p11,
    "P13:1000": lambda: p13(1000), "P13:30": lambda: p13(30),
})
