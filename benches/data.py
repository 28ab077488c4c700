"""The numbers that the workloads start from, drawn alike in every framework."""
import numpy as np


def single(a):
    return np.ascontiguousarray(a, dtype=np.float32)


def chain(n):
    """Made in single precision and in place: a draft in double precision would hide the memory of the work itself."""
    x = np.random.default_rng(3).random(n, dtype=np.float32)
    x *= 4
    x -= 2
    return x


def matrices(n):
    r = np.random.default_rng(4)
    return single(r.standard_normal((n, n)) / np.sqrt(n)), single(r.standard_normal((n, n)) / np.sqrt(n))


def classifier(batch):
    """Images, labels, and the weights of two dense layers."""
    r = np.random.default_rng(5)
    x, y = single(r.standard_normal((batch, 784))), r.integers(0, 10, batch).astype(np.int64)
    w1, b1 = single(r.standard_normal((784, 128)) * 0.05), np.zeros(128, np.float32)
    w2, b2 = single(r.standard_normal((128, 10)) * 0.1), np.zeros(10, np.float32)
    return x, y, [w1, b1, w2, b2]


def regression():
    """Inputs, targets, the weights of two dense layers, and a direction for each of them."""
    r = np.random.default_rng(6)
    shapes = [(32, 16), (32, 1), (16, 64), (64,), (64, 1), (1,)]
    x, target, *weights = [single(r.standard_normal(shape) * 0.3) for shape in shapes]
    return x, target, weights, [single(r.standard_normal(shape)) for shape in shapes[2:]]


def hessian():
    r = np.random.default_rng(66)
    return single(r.standard_normal((80, 50)) * 0.2), single(r.standard_normal(50))


def dense(batch):
    r = np.random.default_rng(7)
    x, w, b = r.standard_normal((batch, 10)), r.standard_normal((10, 200)) * 0.3, r.standard_normal(200)
    return single(x), single(w), single(b)


def recurrent():
    """200 steps of 16 sequences of 32 numbers, and the weights of 64 units."""
    r = np.random.default_rng(10)
    return (single(r.standard_normal((200, 16, 32))), single(r.standard_normal((32, 64)) * 0.1),
            single(r.standard_normal((64, 64)) * 0.1), np.zeros(64, np.float32))


def images():
    """Images, labels, and the weights of a convolution and a dense layer."""
    r = np.random.default_rng(11)
    x, y = single(r.standard_normal((32, 28, 28, 1))), r.integers(0, 10, 32).astype(np.int64)
    return x, y, [single(r.standard_normal((3, 3, 1, 16)) * 0.3), single(r.standard_normal((13 * 13 * 16, 10)) * 0.02),
                  np.zeros(10, np.float32)]


def tables():
    r = np.random.default_rng(13)
    return single(r.standard_normal((1000, 1000))), single(r.standard_normal((30, 30)))
