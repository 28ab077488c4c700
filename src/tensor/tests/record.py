"""Records what TensorFlow's kernels compute, bit for bit, for the tests of this crate.

Usage: TF_ENABLE_ONEDNN_OPTS=0 python record.py [ELEMENTS]

Writes elementwise.txt and kernels.txt beside this script, in recorded/. A line of elementwise.txt is

    KIND OP DTYPE | INPUT [| INPUT] | OUTPUT

with the bits of each element in hex. The first elements fill whole vector registers, the last seven do not. A line of
kernels.txt is

    OP DTYPE SHAPE ARGUMENTS | OUTPUT [| OUTPUT]

where the input is `sample(SHAPE)`, the same numbers that the test makes.

The files are recorded on a processor of AMD. On one of Intel the lines that differ go to elementwise-intel.txt and
kernels-intel.txt, but those of products and convolutions: there TensorFlow takes kernels for wider registers, with other
orders of sums, which this crate does not follow.
"""

import sys
from pathlib import Path

import numpy as np
import tensorflow as tf

HERE = Path(__file__).parent / "recorded"
ELEMENTS = int(sys.argv[1]) if len(sys.argv) > 1 else 64
TAIL = 7
BITS = {1: np.uint8, 2: np.uint16, 4: np.uint32, 8: np.uint64}
rng = np.random.default_rng(20)
raw = tf.raw_ops

# Each function with the interval from which most of its arguments come.
UNARY = {
    "Neg": (raw.Neg, -9, 9), "Abs": (raw.Abs, -9, 9), "Sign": (raw.Sign, -9, 9), "Square": (raw.Square, -9, 9),
    "Sqrt": (raw.Sqrt, 0, 50), "Rsqrt": (raw.Rsqrt, 0, 50), "Reciprocal": (raw.Reciprocal, -9, 9),
    "Exp": (raw.Exp, -20, 20), "Expm1": (raw.Expm1, -5, 5), "Log": (raw.Log, 0, 50), "Log1p": (raw.Log1p, -1, 9),
    "Sin": (raw.Sin, -20, 20), "Cos": (raw.Cos, -20, 20), "Tan": (raw.Tan, -9, 9), "Asin": (raw.Asin, -1, 1),
    "Acos": (raw.Acos, -1, 1), "Atan": (raw.Atan, -9, 9), "Sinh": (raw.Sinh, -9, 9), "Cosh": (raw.Cosh, -9, 9),
    "Tanh": (raw.Tanh, -6, 6), "Asinh": (raw.Asinh, -9, 9), "Acosh": (raw.Acosh, 1, 9), "Atanh": (raw.Atanh, -1, 1),
    "Sigmoid": (raw.Sigmoid, -12, 12), "Softplus": (raw.Softplus, -12, 12), "Softsign": (raw.Softsign, -9, 9),
    "Relu": (raw.Relu, -9, 9), "Relu6": (raw.Relu6, -9, 9), "Elu": (raw.Elu, -6, 6), "Selu": (raw.Selu, -6, 6),
    "Erf": (raw.Erf, -4, 4), "Erfc": (raw.Erfc, -4, 4), "Erfinv": (raw.Erfinv, -1, 1), "Ndtri": (raw.Ndtri, 0, 1),
    "BesselI0": (raw.BesselI0, -20, 20), "BesselI0e": (raw.BesselI0e, -20, 20), "BesselI1": (raw.BesselI1, -20, 20),
    "BesselI1e": (raw.BesselI1e, -20, 20), "Lgamma": (raw.Lgamma, -9, 30), "Digamma": (raw.Digamma, -9, 30), "Floor": (raw.Floor, -9, 9),
    "Ceil": (raw.Ceil, -9, 9), "Round": (raw.Round, -9, 9), "Rint": (raw.Rint, -9, 9),
}
SPECIAL = [0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2.5, np.inf, -np.inf, np.nan, 1e-30, -1e-7, 1e30, 88.9, -104.5, 3e5]
BINARY = {
    "Add": raw.AddV2, "Sub": raw.Sub, "Mul": raw.Mul, "Div": raw.RealDiv, "FloorDiv": raw.FloorDiv,
    "FloorMod": raw.FloorMod, "TruncMod": raw.TruncateMod, "Pow": raw.Pow, "Maximum": raw.Maximum,
    "Minimum": raw.Minimum, "SquaredDifference": raw.SquaredDifference, "Atan2": raw.Atan2, "Xdivy": raw.Xdivy,
    "Xlogy": raw.Xlogy, "Xlog1py": raw.Xlog1py, "DivNoNan": raw.DivNoNan, "MulNoNan": raw.MulNoNan,
    "NextAfter": raw.NextAfter, "Igamma": raw.Igamma, "Igammac": raw.Igammac, "IgammaGradA": raw.IgammaGradA,
    "Zeta": raw.Zeta, "Polygamma": raw.Polygamma,
}
GRADIENTS = {
    "SqrtGrad": raw.SqrtGrad, "RsqrtGrad": raw.RsqrtGrad, "TanhGrad": raw.TanhGrad, "SigmoidGrad": raw.SigmoidGrad,
    "ReciprocalGrad": raw.ReciprocalGrad, "SoftplusGrad": raw.SoftplusGrad, "SoftsignGrad": raw.SoftsignGrad,
    "EluGrad": raw.EluGrad, "SeluGrad": raw.SeluGrad, "ReluGrad": raw.ReluGrad, "Relu6Grad": raw.Relu6Grad,
}
INTEGER = {
    "Add": raw.AddV2, "Sub": raw.Sub, "Mul": raw.Mul, "FloorDiv": raw.FloorDiv, "TruncDiv": raw.TruncateDiv,
    "FloorMod": raw.FloorMod, "TruncMod": raw.TruncateMod, "Maximum": raw.Maximum, "Minimum": raw.Minimum,
    "SquaredDifference": raw.SquaredDifference, "And": raw.BitwiseAnd, "Or": raw.BitwiseOr, "Xor": raw.BitwiseXor,
    "LeftShift": raw.LeftShift, "RightShift": raw.RightShift,
}
COMPLEX_UNARY = {
    "Neg": raw.Neg, "Sign": raw.Sign, "Square": raw.Square, "Sqrt": raw.Sqrt, "Rsqrt": raw.Rsqrt,
    "Reciprocal": raw.Reciprocal, "Exp": raw.Exp, "Expm1": raw.Expm1, "Log": raw.Log, "Log1p": raw.Log1p,
    "Sin": raw.Sin, "Cos": raw.Cos, "Tan": raw.Tan, "Asin": raw.Asin, "Acos": raw.Acos, "Atan": raw.Atan,
    "Sinh": raw.Sinh, "Cosh": raw.Cosh, "Tanh": raw.Tanh, "Asinh": raw.Asinh, "Acosh": raw.Acosh,
    "Atanh": raw.Atanh, "Sigmoid": raw.Sigmoid, "Conj": raw.Conj,
}


def bits(array):
    """The elements' bits in hex; complex numbers as pairs of them."""
    array = np.atleast_1d(np.asarray(array))
    if array.dtype.kind == "c":
        array = array.view(array.real.dtype)
    return ",".join(f"{int(x):x}" for x in array.ravel().view(BITS[array.dtype.itemsize]))


def call(function, *inputs):
    names = [argument.name for argument in function.__op_def__.input_arg] if hasattr(function, "__op_def__") else None
    code = function.__wrapped__.__code__ if hasattr(function, "__wrapped__") else function.__code__
    names = names or code.co_varnames[: len(inputs)]
    return function(**dict(zip(names, (tf.constant(x) for x in inputs)))).numpy()


def write(out, kind, name, function, dtype, *inputs):
    try:
        result = call(function, *inputs)
    except (tf.errors.NotFoundError, tf.errors.InvalidArgumentError):
        return  # There is no such kernel.
    print(kind, name, np.dtype(dtype).name, "|", " | ".join([*map(bits, inputs), bits(result)]), file=out)


def spread(low, high, dtype, special=True):
    """Random numbers with the special ones among them; some fill whole registers, the last seven do not."""
    values = rng.uniform(low, high, ELEMENTS + TAIL)
    if special:
        values[: len(SPECIAL)] = SPECIAL
        values[-3:] = rng.choice(SPECIAL, 3)
    with np.errstate(all="ignore"):
        return values.astype(dtype)


def elementwise(out):
    for dtype in (np.float32, np.float64, np.float16, tf.bfloat16.as_numpy_dtype):
        for name, (function, low, high) in UNARY.items():
            write(out, "unary", name, function, dtype, spread(low, high, dtype))
        for name, function in BINARY.items():
            low = 0 if name[:2] in ("Ig", "Ze", "Po", "Xl") else -9
            x, y = spread(low, 9, dtype, name not in ("IgammaGradA", "Polygamma")), spread(low, 9, dtype, False)
            if name == "Zeta":
                x += 1
            if name == "Polygamma":
                x = np.floor(x)
            if name == "Pow" and x.itemsize == 2:
                x = np.abs(x)
            elif name == "Pow":
                x[16:40], y[:16] = np.abs(x[16:40]), rng.choice([0.0, 1.0, 2.0, -1.0, 0.5, 3.0], 16)
            write(out, "binary", name, function, dtype, x, y)
        for name, function in GRADIENTS.items():
            x, y = spread(-3, 3, dtype), spread(-3, 3, dtype)
            y[rng.integers(0, len(y), 9)] = 0
            write(out, "binary", name, function, dtype, x, y)
    for dtype in (np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint16, np.uint32, np.uint64):
        info = np.iinfo(dtype)
        for name, function in INTEGER.items():
            x = rng.integers(info.min, info.max, 16, dtype, endpoint=True)
            y = rng.integers(1, 9, 16, dtype) if "Shift" in name else rng.integers(info.min, info.max, 16, dtype)
            y[y == 0] = 1
            x[0], y[0] = info.min, info.max
            x[1], y[1] = info.min, dtype(1) if "Shift" in name else dtype(info.max)
            write(out, "binary", name, function, dtype, x, y)
    for dtype in (np.complex64, np.complex128):
        for name, function in COMPLEX_UNARY.items():
            x = (rng.normal(size=11) + 1j * rng.normal(size=11)).astype(dtype)
            write(out, "unary", name, function, dtype, x)
        for name in ("Add", "Sub", "Mul", "Div", "Pow", "SquaredDifference"):
            x, y = ((rng.normal(size=11) + 1j * rng.normal(size=11)).astype(dtype) for _ in range(2))
            write(out, "binary", name, BINARY[name], dtype, x, y)


def sample(shape, dtype, start=0):
    """Numbers between -2 and 2 in no order to speak of."""
    n = int(np.prod(shape))
    return (((np.arange(start, start + n) * 7919 + 13) % 10007) / 10007 * 4 - 2).astype(dtype).reshape(shape)


def line(out, name, dtype, shape, arguments, *results):
    sizes = lambda sizes: ",".join(map(str, sizes)) or "-"
    results = [result.numpy() for result in results]
    print(name, np.dtype(dtype).name, sizes(shape), sizes(arguments), "|", " | ".join(map(bits, results)), file=out)


REDUCTIONS = {
    "sum": tf.reduce_sum, "mean": tf.reduce_mean, "max": tf.reduce_max, "min": tf.reduce_min, "prod": tf.reduce_prod,
    "euclidean_norm": tf.math.reduce_euclidean_norm,
}
REDUCED = [
    ([5], [0]), ([8], [0]), ([43], [0]), ([100], [0]), ([1000], [0]), ([9000], [0]), ([20001], [0]), ([3, 43], [1]),
    ([2, 9001], [1]), ([43, 3], [0]), ([40, 21], [0]), ([15, 21], [0]), ([100, 8], [0]), ([2, 17, 5], [1]),
    ([4, 20, 9], [1]), ([4, 20, 19], [1]), ([4, 20, 9], [0, 2]), ([4, 20, 9], [0]), ([4, 20, 9], [2]),
    ([4, 20, 9], [1, 2]), ([3, 4, 5, 6], [0, 2]), ([3, 4, 5, 6], [1, 3]), ([3, 1, 5, 6], [0, 2]), ([20, 1], [1]),
]
IMAGES = [
    ([1, 5, 5, 1], [3, 3, 1, 1], 1, 0), ([2, 5, 6, 2], [3, 3, 2, 2], 1, 0), ([2, 6, 5, 3], [2, 3, 3, 4], 2, 1),
    ([1, 7, 7, 1], [2, 2, 1, 3], 2, 1), ([2, 8, 8, 3], [3, 3, 3, 16], 1, 1),
]


def kernels(out):
    for dtype in (np.float32, np.float64):
        for name, function in REDUCTIONS.items():
            for shape, axes in REDUCED:
                line(out, name, dtype, shape, axes, function(sample(shape, dtype), axes))
        for shape in ([3], [8], [11], [2, 3], [9, 4], [17, 10], [4, 33], [2, 3, 4]):
            x = sample(shape, dtype)
            line(out, "softmax", dtype, shape, [], tf.nn.softmax(x))
            line(out, "log_softmax", dtype, shape, [], tf.nn.log_softmax(x))
            line(out, "l2_loss", dtype, shape, [], tf.nn.l2_loss(x))
            line(out, "cumsum", dtype, shape, [0], tf.cumsum(x, 0))
            line(out, "cumulative_logsumexp", dtype, shape, [0], tf.math.cumulative_logsumexp(x, 0))
        for shape in ([2, 3], [9, 4], [17, 10], [4, 33]):
            x = sample(shape, dtype)
            labels = tf.constant(np.arange(shape[0]) % shape[1])
            results = raw.SparseSoftmaxCrossEntropyWithLogits(features=x, labels=labels)
            line(out, "sparse_softmax_cross_entropy", dtype, shape, [], *results)
            results = raw.SoftmaxCrossEntropyWithLogits(features=x, labels=abs(sample(shape, dtype, 500)))
            line(out, "softmax_cross_entropy", dtype, shape, [], *results)
        ids = tf.constant(np.repeat([0, 1, 3], [20, 5, 18]))
        for name in ("sum", "mean", "prod", "max", "min"):
            function = getattr(tf.math, "segment_" + name)
            line(out, "segment_" + name, dtype, [43, 9], [], function(sample([43, 9], dtype), ids))
        images(out, dtype)
        matrices(out, dtype)
        products(out, dtype)
        a, b, x = (abs(sample([60], dtype, start)) * 4 for start in (0, 77, 160))
        line(out, "betainc", dtype, [60], [], tf.math.betainc(a, b, x / 8))


PRODUCTS = [
    (1, 1, 1), (1, 3, 1), (1, 40, 1), (2, 2, 2), (3, 3, 3), (3, 4, 2), (5, 7, 1), (1, 7, 5), (9, 2, 1), (33, 10, 1),
    (32, 13, 1), (7, 100, 1), (100, 3, 1), (2, 300, 1), (1, 3, 30), (1, 40, 13), (1, 200, 9), (1, 130, 40), (5, 1, 6),
    (8, 5, 3), (4, 8, 16), (16, 16, 16), (17, 9, 9), (6, 31, 7), (12, 5, 20), (50, 4, 3), (77, 2, 5), (3, 300, 17),
    (2, 520, 10), (150, 3, 2), (32, 64, 10),
]


def products(out, dtype):
    """Products of matrices; the arguments: columns of the right one, whether either is stored transposed, batch."""
    for rows, inner, columns in PRODUCTS:
        for first, second in ((0, 0), (1, 0), (0, 1)):
            x = sample([inner, rows] if first else [rows, inner], dtype)
            y = sample([columns, inner] if second else [inner, columns], dtype, 300)
            result = tf.matmul(x, y, transpose_a=bool(first), transpose_b=bool(second))
            line(out, "matmul", dtype, [rows, inner], [columns, first, second], result)
    for rows, inner, columns in ((2, 3, 4), (9, 20, 17), (30, 30, 30)):
        x, y = sample([3, rows, inner], dtype), sample([3, inner, columns], dtype, 300)
        line(out, "batch_matmul", dtype, [3, rows, inner], [columns], tf.matmul(x, y))


def matrices(out, dtype):
    """Decompositions of matrices with a heavy diagonal."""
    for shape in ([1, 1], [2, 2], [3, 3], [2, 4, 4], [7, 7]):
        x = sample(shape, dtype) + 5 * np.eye(shape[-1], dtype=dtype)
        right = sample([*shape[:-1], 2], dtype, 50)
        line(out, "inverse", dtype, shape, [], tf.linalg.inv(x))
        line(out, "determinant", dtype, shape, [], tf.linalg.det(x))
        line(out, "slogdet", dtype, shape, [], *tf.linalg.slogdet(x))
        line(out, "solve", dtype, shape, [], tf.linalg.solve(x, right))
        line(out, "solve_adjoint", dtype, shape, [], tf.linalg.solve(x, right, adjoint=True))
        line(out, "lu", dtype, shape, [], tf.linalg.lu(x)[0])
        line(out, "triangular_solve", dtype, shape, [], tf.linalg.triangular_solve(x, right))
        line(out, "triangular_solve_adjoint", dtype, shape, [], tf.linalg.triangular_solve(x, right, adjoint=True))
        line(out, "cholesky", dtype, shape, [], tf.linalg.cholesky(x + 4 * np.eye(shape[-1], dtype=dtype)))
        line(out, "eigh", dtype, shape, [], *tf.linalg.eigh(x))
    for shape in ([2, 2], [3, 3], [3, 2], [2, 3], [2, 4, 3], [6, 9], [12, 12]):
        x = sample(shape, dtype) + 5 * np.eye(*shape[-2:], dtype=dtype)
        for full in (0, 1):
            line(out, "qr", dtype, shape, [full], *tf.linalg.qr(x, bool(full)))
            line(out, "svd", dtype, shape, [full], *tf.linalg.svd(x, bool(full)))


def images(out, dtype):
    """Convolutions and poolings, with their gradients; the arguments: filter or window, stride, 1 for SAME."""
    for size, kernel, stride, same in IMAGES:
        padding = "SAME" if same else "VALID"
        arguments = [*kernel, stride, same]
        x, filters = tf.constant(sample(size, dtype)), tf.constant(sample(kernel, dtype, 700))
        with tf.GradientTape() as tape:
            tape.watch([x, filters])
            y = tf.nn.conv2d(x, filters, stride, padding)
        upstream = sample(y.shape, dtype, 99)
        line(out, "conv2d", dtype, size, arguments, y, *tape.gradient(y, [x, filters], upstream))
        for name, pool in (("max_pool2d", tf.nn.max_pool2d), ("avg_pool2d", tf.nn.avg_pool2d)):
            with tf.GradientTape() as tape:
                tape.watch(x)
                y = pool(x, kernel[:2], stride, padding)
            upstream = sample(y.shape, dtype, 99)
            line(out, name, dtype, size, arguments, y, tape.gradient(y, x, upstream))
        filters = tf.constant(sample([*kernel[:2], size[3], 2], dtype, 700))
        with tf.GradientTape() as tape:
            tape.watch([x, filters])
            y = tf.nn.depthwise_conv2d(x, filters, [1, stride, stride, 1], padding)
        upstream = sample(y.shape, dtype, 99)
        line(out, "depthwise_conv2d", dtype, size, arguments, y, *tape.gradient(y, [x, filters], upstream))


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    with open(HERE / "elementwise.txt", "w") as out:
        elementwise(out)
    with open(HERE / "kernels.txt", "w") as out:
        kernels(out)
