"""Records how numpy and TensorFlow print arrays, for tests/recorded.rs to compare with.

    TF_ENABLE_ONEDNN_OPTS=0 python record.py [--seed N] [--rounds N] [--out FILE]

Pins: tensorflow-cpu 2.21.0, numpy 2.4.6, CPython 3.11.  Each row holds, between tabs: what was asked, under which
options, the dtype, the shape, the elements' raw bits in hex (little-endian; repeated until the shape is full), and the
text with its control characters and bytes above 127 escaped.  The first rows come from the lists of corner cases below;
each round then draws one more array from the seeded generators.
"""

import argparse
import itertools
import os
import random
import warnings

os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import ml_dtypes
import numpy as np
import tensorflow as tf

warnings.simplefilter("ignore")

INTEGERS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
FLOATS = ["float16", "float32", "float64"]
COMPLEX = ["complex64", "complex128"]
NUMBERS = ["bool"] + INTEGERS + FLOATS + ["bfloat16"] + COMPLEX
TYPES = {name: np.dtype(name) for name in NUMBERS if name != "bfloat16"} | {"bfloat16": np.dtype(ml_dtypes.bfloat16)}

rows = []


def escape(text):
    """Keeps a row on one line of ASCII."""
    data = text if isinstance(text, bytes) else text.encode("utf8")
    return "".join(
        chr(b) if 32 <= b < 127 and b != 92 else {92: "\\\\", 10: "\\n"}.get(b, f"\\x{b:02x}") for b in data
    )


def bits(array):
    """The smallest period of the elements, as hex."""
    if array.dtype == object:
        return ".".join(e.hex() for e in array.ravel().tolist())
    flat = np.ascontiguousarray(array).reshape(-1)
    data, size = flat.tobytes(), flat.dtype.itemsize
    for period in range(1, min(len(flat), 64)):
        if data == (data[: period * size] * (len(flat) // period + 1))[: len(data)]:
            return data[: period * size].hex()
    return data.hex()


def dtype_name(array):
    return {"object": "string"}.get(array.dtype.name, array.dtype.name)


def row(kind, array, text, options=None):
    shown = ";".join(f"{key}={escape(str(value)).replace(';', chr(92) + 'x3b')}" for key, value in (options or {}).items())
    shape = ",".join(map(str, array.shape))
    rows.append("\t".join([kind, shown, dtype_name(array), shape, bits(array), escape(text)]))


def record_numpy(array, **options):
    """str and repr under options."""
    with np.printoptions(**options):
        row("str", array, str(array), options)
        row("repr", array, repr(array), options)


def record_around(array, separator=" ", prefix="", suffix="", **options):
    around = {"separator": separator, "prefix": prefix, "suffix": suffix}
    with np.printoptions(**options):
        row("array2string", array, np.array2string(array, **around), options | around)


def record_tensor(array):
    tensor = tf.constant(array)
    row("tensor_str", array, str(tensor))
    row("tensor_repr", array, repr(tensor))
    row("variable_repr", array, repr(tf.Variable(array)))


def record_scalar(value):
    array = np.asarray(value)
    row("scalar_str", array, str(array[()]))
    row("scalar_repr", array, repr(array[()]))
    row("python", array, repr(array.item() if array.dtype != TYPES["bfloat16"] else float(array[()])))


def record_tf_print(array, summarize=3):
    text = tf.strings.format("{}", (tf.constant(array),), summarize=summarize).numpy()
    row("tf_print", array, text, {"summarize": summarize})


def record_as_string(array, **attributes):
    """The strings, a line each, or the error's own words."""
    try:
        text = b"\n".join(np.ravel(tf.strings.as_string(tf.constant(array), **attributes).numpy()).tolist())
    except tf.errors.InvalidArgumentError as error:
        text = str(error).split("CPU:0}} ")[1].split(" [Op:")[0]
    row("as_string", array, text, attributes)


def record_strings(values):
    """Arrays of numpy's own string types."""
    for kind, array in (("unicode", np.array(values)), ("bytes", np.array([v.encode() for v in values]))):
        if array.size == 0 or any("\0" in v for v in values):
            continue
        objects = np.array([v.encode() for v in values] + [None], dtype=object)[:-1]
        row(f"{kind}_str", objects, str(array))
        row(f"{kind}_repr", objects, repr(array))
        row(f"{kind}_dtype", objects, repr(array.dtype))
        if kind == "unicode":
            row("unicode_scalar", objects[:1].reshape(()), str(array[:1].reshape(())))
            row("unicode_scalar_repr", objects[:1].reshape(()), repr(array[0]))


def cast(values, dtype):
    if dtype in COMPLEX or dtype in FLOATS or dtype == "bfloat16":
        return np.array(values, dtype=np.complex128 if dtype in COMPLEX else np.float64).astype(TYPES[dtype])
    return np.array(values).astype(TYPES[dtype])


# ---- corner cases, rule by rule

SPECIALS = [0.0, -0.0, 1.0, -1.0, float("nan"), float("inf"), float("-inf")]
VECTORS = [
    [0.1], [1.0], [-1.0], [0.5, 0.25], [1 / 3, 2 / 3], [1e-4, 1.0], [9.9e-5, 1.0], [0.0001, 0.1], [1000.0, 1.0],
    [1000.0, 0.9999], [1001.0, 1.0], [999.5, 0.5], [999999.0, 1.0], [1e6], [999999.94], [1e7, 1e6], [99999999.0],
    [1e8], [1e16], [123456789.0], [1e100], [1e-100], [1e-5, 1e-300], [1e300, 1e-300], [5e-324], [1.5, 2.25, 3.125],
    [1.0, 2.5, -3.0], [100.0, 0.5], [12.5, -0.125], [1e-8, 1.0], [0.123456789, 1.0], [1.23456789012, 1.0],
    [0.1 + 0.2, 0.3], [3.0, float("nan")], [float("nan")], [float("inf"), 1.0], [float("-inf"), 1.0],
    [float("nan"), float("-inf"), 0.001], [float("nan"), float("inf")], [1e10, float("nan")], [-1e10, float("-inf")],
    [1e-7, 0.0], [0.0, 0.0], [-0.0, 1.0], [1e10, 1.0], [0.99999999, 1.0], [0.999999999, 1.0], [65504.0, 1.0],
    [6e-8, 1.0], [2097152.25, 1.0], [16777216.0, 0.5], [8388608.5], [0.15, 0.25, 0.35], [2.5, 0.5], [1e-45, 1.0],
    [1.17549435e-38], [3.4028235e38], [1.7976931348623157e308], [2.2250738585072014e-308], [1e22, 1e21], [1e23],
    [0.00010001, 0.1], [1.00000001, 1.0], [1.000000001, 1.0], [99.99999999, 1.0], [1e5, 123.456], [2.0 ** -44],
]
OPTIONS = [
    {"precision": 3}, {"precision": 0}, {"precision": 1, "suppress": True}, {"suppress": True},
    {"precision": 4, "floatmode": "fixed"}, {"precision": 0, "floatmode": "fixed"}, {"floatmode": "unique"},
    {"floatmode": "maxprec_equal"}, {"precision": 20, "floatmode": "maxprec_equal"}, {"precision": 20},
    {"precision": 20, "floatmode": "fixed"}, {"sign": "+"}, {"sign": " "}, {"sign": "+", "precision": 2},
    {"precision": 2, "floatmode": "fixed", "suppress": True}, {"sign": " ", "floatmode": "fixed", "precision": 3},
    {"nanstr": "NaN", "infstr": "Infinity"}, {"nanstr": "not a number", "infstr": "∞", "sign": "+", "linewidth": 40}, {"precision": 300, "floatmode": "fixed"},
    {"nanstr": "?", "infstr": "oo", "sign": "+"}, {"linewidth": 40},
    {"linewidth": 10, "precision": 4}, {"threshold": 2, "edgeitems": 1}, {"threshold": 0, "edgeitems": 2},
    {"threshold": 0, "edgeitems": 0}, {"precision": 8, "suppress": True, "floatmode": "unique"}, {"linewidth": 1},
]
SHAPES = [
    (0,), (1,), (2,), (7,), (20,), (40,), (1, 1), (1, 5), (5, 1), (2, 3), (3, 12), (2, 0), (0, 2), (0, 0), (2, 2, 2),
    (1, 2, 3), (2, 1, 1, 3), (2, 2, 2, 2), (1, 1, 1, 1, 2), (2, 1, 2, 1, 2), (1, 2, 1, 2, 1, 2), (2, 0, 3), (4, 30),
]
LARGE = [
    (1000,), (1001,), (7, 150), (6, 200), (200, 6), (1000, 1), (1001, 1), (1, 1001), (40, 40), (10, 10, 11),
    (101, 5, 2), (4, 4, 100), (7, 7, 7, 7), (2, 2, 2, 2, 80), (3, 3, 3, 3, 3, 7), (2000, 0),
]
STRINGS = [
    [""], ["a", "bb", "ccc"], ["it's", 'say "hi"', "it's \"both\""], ["tab\t", "line\n", "back\\slash"], ["café", "日本"],
    ["x" * 80, "y" * 80], ["word"] * 30, ["a\x00b", "\x7f", "\x1b[0m"], ["\xa0", "\u2028", "😀"],
]


def corner_cases():
    for dtype in FLOATS + ["bfloat16"]:
        for values in VECTORS + [SPECIALS]:
            array = cast(values, dtype)
            record_numpy(array)
            record_tf_print(array)
            if len(values) == 1:
                record_scalar(array.reshape(()))
        for value in SPECIALS + [0.1, 1 / 3, 1e-4, 1e-5, 999.0, 1e3, 1e5, 999999.0, 1e6, 1e15, 1e16, 1e17, 123456789.125]:
            record_scalar(cast(value, dtype))
            record_tensor(cast(value, dtype))
    for dtype in COMPLEX:
        for values in VECTORS + [SPECIALS]:
            record_numpy(cast([complex(a, b) for a, b in zip(values, values[::-1])], dtype))
        record_numpy(cast([1 + 2j, 3 - 4.5j], dtype))
        for real, imaginary in itertools.product([0.0, -0.0, 1.5, 1e6, 1e16, 1e-5, float("nan"), float("inf")], repeat=2):
            record_scalar(np.array(complex(real, imaginary), dtype=dtype))
    for dtype, options in itertools.product(["float16", "float32", "float64", "complex64"], OPTIONS):
        for values in ([0.1, 123.456, -3.0], [1e-10, 1.0, 5e5], [1.5, float("nan"), float("inf")], [0.05, 0.005, 2.5], list(range(30))):
            record_numpy(cast(values, dtype), **options)
    for options in OPTIONS:
        record_numpy(np.array([1, -20, 300]), **options)
        record_numpy(np.arange(12).reshape(3, 4), **options)
        record_numpy(np.array([True, False]), **options)
    for dtype in NUMBERS:
        for shape in SHAPES:
            count = int(np.prod(shape))
            record_numpy(cast([(k * 7919 % 97 - 20) if dtype[0] != "u" else k * 7919 % 97 for k in range(count)], dtype).reshape(shape))
        for shape in LARGE if dtype in ("int32", "float32") else [(1001,), (40, 40), (7, 7, 1, 7, 7)]:
            record_numpy(np.resize(cast([1, 0, 3, 11, 120], dtype), shape))
        record_tensor(cast([1, 0, 1], dtype))
        record_tensor(cast([[1, 0], [1, 1]], dtype))
        record_tensor(cast(1, dtype))
        record_tensor(np.zeros((0,), TYPES[dtype]))
        record_tensor(np.zeros((2, 0), TYPES[dtype]))
        record_tensor(np.zeros((30, 40), TYPES[dtype]))
        for shape, summarize in itertools.product([(), (0,), (2, 0), (0, 2), (2, 0, 2), (1,), (8,), (7, 7), (2, 1, 8), (1, 9, 1, 7)], [3, -1, 0, 1, 100]):
            record_tf_print(np.resize(cast([1, 0, 3, 11, 120], dtype), shape), summarize)
    for dtype in INTEGERS:
        limits = np.iinfo(dtype)
        record_numpy(np.array([limits.min, limits.max, 0], dtype))
        record_numpy(np.array([limits.max], dtype), sign="+")
        record_scalar(np.array(limits.min, dtype))
        record_scalar(np.array(limits.max, dtype))
    for width in range(66, 80):
        record_numpy(np.arange(100, 130), linewidth=width)
        record_numpy(np.arange(0, 60).reshape(2, 30), linewidth=width)
        record_numpy(np.linspace(0, 1, 17, dtype=np.float32).reshape(1, 17), linewidth=width)
    for dtype in ["float32", "int32"]:
        for count in range(1, 40):
            record_numpy(cast(range(count), dtype))
    for separator, prefix, suffix in [(",", "", ""), (", ", "name = ", ""), (" | ", "", ";"), ("", "", ""), ("  ,  ", "array(", ")"), ("\n", "", ""), ("—", "é", "é")]:
        for array in [np.arange(40), np.arange(24.0).reshape(2, 3, 4) / 7, np.resize(np.arange(40), (2, 1000)), np.array(3.5), np.zeros((0, 2))]:
            record_around(array, separator, prefix, suffix)
            record_around(array, separator, prefix, suffix, linewidth=30, threshold=10)
    for values in STRINGS:
        objects = np.array([v.encode() for v in values] + [None], dtype=object)[:-1]
        record_numpy(objects)
        record_numpy(objects.reshape(-1, 1))
        record_tensor(objects)
        record_tensor(objects[:1].reshape(()))
        record_tf_print(objects)
        record_strings(values)
    odd = np.array([b"\xff\xfe'", b"\x00\x01", b'"', b"'"], dtype=object)
    record_numpy(odd)
    record_tensor(odd.reshape(2, 2))
    record_tf_print(odd.reshape(2, 2))
    for shape in [(0,), (2, 0), (1001,), (40, 40), (2, 2, 2)]:
        record_numpy(np.full(shape, b"ab", dtype=object))
    for exponent in range(-24, 16):
        record_scalar(np.float16(2.0**exponent))
    for exponent in range(-149, 128, 3):
        value = np.float32(2.0) ** np.float32(exponent)
        record_scalar(value)
        record_numpy(np.array([value, 1.2345678e10], np.float32))
    for exponent in range(-1074, 1024, 13):
        record_scalar(np.float64(2.0**exponent))
        record_numpy(np.array([2.0**exponent, 1.23456789e100]))


ATTRIBUTES = {
    "precision": [-1, 0, 3, 12], "scientific": [False, True], "shortest": [False, True], "width": [-1, 0, 14],
    "fill": ["", " ", "0", "-", "+", "#", "*", "ab"],
}


def as_strings():
    for dtype in NUMBERS:
        array = cast([1, 0, -3 if dtype[0] != "u" else 3], dtype)
        record_as_string(array)
        for name, values in ATTRIBUTES.items():
            for value in values:
                record_as_string(array, **{"width": 9, name: value})
    array = cast([1 / 3, -2.5, 0.0, -0.0, 1e6, 123456.0, 1e-4, 1e-5, 1e100, 1e-40, float("nan"), float("-inf")], "float64")
    for values in itertools.product(*ATTRIBUTES.values()):
        record_as_string(array, **dict(zip(ATTRIBUTES, values)))
    record_as_string(array.astype(np.float32))
    record_as_string(array.astype(np.float16), shortest=True)
    for fill in ATTRIBUTES["fill"]:
        record_as_string(np.array([b"ab", b"\xff"], dtype=object), width=5, fill=fill)


# ---- drawn arrays

def draw_number(rng, dtype):
    kind = rng.randrange(9)
    if kind == 0:
        return rng.choice(SPECIALS)
    if kind == 1:
        return float(rng.randrange(-20, 20))
    if kind == 2:
        return rng.randrange(-1000, 1000) / 8
    if kind == 3:
        return round(rng.uniform(-10, 10), rng.randrange(1, 5))
    if kind == 4:
        return rng.uniform(-1, 1) * 10 ** rng.randrange(-9, 12)
    if kind == 5:
        data = rng.getrandbits(64).to_bytes(8, "little")
        return float(np.frombuffer(data, dtype=dtype if dtype in FLOATS else "float64")[0])
    return rng.gauss(0, 1)


def draw_array(rng):
    dtype = rng.choice(FLOATS * 4 + NUMBERS)
    shape = tuple(rng.choice([1, 2, 2, 3, 4, 7]) for _ in range(rng.randrange(1, 5)))
    if rng.random() < 0.02:
        shape = rng.choice(LARGE)
    count = min(int(np.prod(shape)), rng.choice([1, 7, 31, 64]))
    if rng.random() < 0.5:
        one = rng.randrange(2, 7)
        draw = [lambda: float(rng.randrange(-20, 20)), lambda: round(rng.uniform(-10, 10), 2), lambda: rng.gauss(0, 1),
                lambda: rng.uniform(0, 10 ** one), lambda: rng.gauss(0, 10.0 ** -one)][rng.randrange(5)]
    else:
        draw = lambda: draw_number(rng, dtype)
    if dtype in INTEGERS or dtype == "bool":
        bound = 2 ** rng.randrange(1, 64)
        values = np.array([rng.randrange(bound) - (bound // 2 if dtype[0] != "u" else 0) for _ in range(count)]).astype(dtype)
    elif dtype in COMPLEX:
        values = cast([complex(draw(), draw()) for _ in range(count)], dtype)
    else:
        values = cast([draw() for _ in range(count)], dtype)
    return np.resize(values, shape)


def draw_options(rng):
    options = {}
    if rng.random() < 0.3:
        options["precision"] = rng.randrange(0, 18)
    if rng.random() < 0.3:
        options["floatmode"] = rng.choice(["fixed", "unique", "maxprec", "maxprec_equal"])
    if rng.random() < 0.2:
        options["suppress"] = True
    if rng.random() < 0.2:
        options["sign"] = rng.choice("+- ")
    if rng.random() < 0.2:
        options["linewidth"] = rng.randrange(5, 120)
    if rng.random() < 0.2:
        options["threshold"] = rng.randrange(0, 50)
        options["edgeitems"] = rng.randrange(0, 5)
    return options


def drawn(rng, rounds):
    for _ in range(rounds):
        array = draw_array(rng)
        record_numpy(array)
        record_numpy(array, **draw_options(rng))
        record_tf_print(array, rng.choice([3, 3, 1, -1]))
        if array.size:
            record_scalar(array.reshape(-1)[0].reshape(()))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=150)
    parser.add_argument("--out", default=os.path.join(os.path.dirname(__file__), "recorded.tsv"))
    arguments = parser.parse_args()
    corner_cases()
    as_strings()
    drawn(random.Random(arguments.seed), arguments.rounds)
    with open(arguments.out, "w", encoding="ascii") as out:
        out.writelines(line + "\n" for line in dict.fromkeys(rows))
    print(len(rows), "rows")


main()
