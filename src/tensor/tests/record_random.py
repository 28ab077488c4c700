"""Records what the random streams of TensorFlow, keras, numpy and CPython give, for the tests in random/.

    TF_ENABLE_ONEDNN_OPTS=0 TF_CPP_MIN_LOG_LEVEL=3 python record_random.py [tensorflow|keras|numpy|python ...]

writes random/NAME.txt beside this file. A line is

    what was drawn = number of values, FNV-1a of their little-endian bytes, the first values' bits in hexadecimal

so that long streams are compared to the last bit and short ones can be read.
"""

import pathlib
import random
import sys

import numpy as np

FOLDER = pathlib.Path(__file__).parent / "random"
LENGTHS = [1, 2, 3, 4, 5, 1000, 100_003]
SHOWN = 8


def fnv(data):
    digest = 0xCBF29CE484222325
    for byte in data:
        digest = (digest ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return digest


class Book:
    def __init__(self, name):
        self.path = FOLDER / f"{name}.txt"
        self.lines = []

    def note(self, what, values):
        if isinstance(values, (float, int)):
            values = [values]
        values = np.ascontiguousarray(values).reshape(-1)
        width = values.dtype.itemsize
        raw = values.astype(values.dtype.newbyteorder("<")).tobytes()
        bits = values.view(f"u{width}")[:SHOWN]
        shown = " ".join(f"{int(b):0{2 * width}x}" for b in bits)
        self.lines.append(f"{what} = {len(values)} {fnv(raw):016x} {shown}".rstrip())

    def close(self):
        self.path.write_text("\n".join(self.lines) + "\n")
        print(self.path, len(self.lines))


def tensorflow():
    import tensorflow as tf

    book = Book("tensorflow")
    record_seeds(tf, book)
    raw = tf.raw_ops
    fills = [("uniform", raw.RandomUniform), ("normal", raw.RandomStandardNormal), ("truncated", raw.TruncatedNormal)]
    for dtype in (tf.float16, tf.bfloat16, tf.float32, tf.float64):
        for name, op in fills:
            for n in LENGTHS:
                values = op(shape=[n], dtype=dtype, seed=42, seed2=7).numpy()
                book.note(f"{name} {dtype.name} {n}", values)
                tf.random.set_seed(0)  # forgets the kernel
    for dtype in (tf.int32, tf.int64):
        for low, high in ((0, 10), (-7, 69), (dtype.min, dtype.max)):
            for n in LENGTHS:
                args = [tf.constant(v, dtype) for v in (low, high)]
                values = raw.RandomUniformInt(shape=[n], minval=args[0], maxval=args[1], seed=42, seed2=7)
                book.note(f"int {dtype.name} {low} {high} {n}", values.numpy())
                tf.random.set_seed(0)

    for dtype in (tf.float16, tf.float32, tf.float64):
        for alpha in (0.0, 0.3, 1.0, 2.5, 40.0):
            tf.random.set_seed(0)
            values = raw.RandomGamma(shape=[1000], alpha=tf.constant([alpha, alpha], dtype), seed=42, seed2=7)
            book.note(f"gamma {dtype.name} {alpha}", values.numpy())
            key, counter = raw.StatelessRandomGetKeyCounter(seed=[3, 4])
            values = raw.StatelessRandomGammaV3(
                shape=[1000, 2], key=key, counter=counter, alg=1, alpha=tf.constant([alpha, alpha], dtype))
            book.note(f"stateless gamma {dtype.name} {alpha}", values.numpy())
        for rate in (0.0, 0.7, 3.0, 9.5, 10.0, 37.5, 2000.0):
            tf.random.set_seed(0)
            values = raw.RandomPoissonV2(
                shape=[1000], rate=tf.constant([rate, 4.0], dtype), dtype=dtype, seed=42, seed2=7)
            book.note(f"poisson {dtype.name} {rate}", values.numpy())
    values = tf.random.stateless_poisson([1000, 2], [3, 4], tf.constant([2.5, 25.0]), dtype=tf.float32)
    book.note("stateless poisson", values.numpy())
    for count in (3.0, 12.0, 100.0):
        for p in (0.0, 0.1, 0.5, 0.7, 1.0):
            values = tf.random.stateless_binomial([1000, 2], [3, 4], [count, 2 * count], [p, p], tf.float32)
            book.note(f"binomial {count} {p}", values.numpy())
    generator = tf.random.Generator.from_seed(5)
    generator.binomial([7], 10.0, 0.5)
    book.note("binomial state", generator.state.numpy())

    logits = [[0.0, 1.0, 2.0], [-1.0, -np.inf, 0.5]]
    for samples in (1, 5, 6):
        tf.random.set_seed(0)
        values = raw.Multinomial(logits=logits, num_samples=samples, seed=42, seed2=7)
        book.note(f"categorical {samples}", values.numpy())
    values = tf.random.stateless_categorical(tf.constant(logits, tf.float64), 6, [3, 4])
    book.note("stateless categorical", values.numpy())
    for n in (0, 1, 2, 8, 1000):
        tf.random.set_seed(n)
        for turn in range(2):
            book.note(f"shuffle {n} {turn}", raw.RandomShuffle(value=np.arange(n), seed=42, seed2=7).numpy())
        values = tf.random.experimental.stateless_shuffle(np.arange(n), [3, 4]).numpy()
        book.note(f"stateless shuffle {n}", values)

    record_stateless(tf, book)
    record_generator(tf, book)
    book.close()


def record_seeds(tf, book):
    uniform = tf.random.uniform
    book.note("fresh op seed", uniform([3], seed=1).numpy())
    book.note("fresh op seed again", uniform([3], seed=1).numpy())
    book.note("fresh op seed float64", uniform([3], seed=1, dtype=tf.float64).numpy())
    book.note("fresh op seed normal", tf.random.normal([3], seed=1).numpy())
    for seed in (0, 1, 42, -5, 2**31 - 1, 2**31, 2**40 + 3, 2**80 + 7):
        tf.random.set_seed(seed)
        for turn in range(3):
            book.note(f"seed {seed} draw {turn}", uniform([3]).numpy())
        for op_seed in (0, 5, -1):
            for turn in range(2):
                book.note(f"seed {seed} op {op_seed} {turn}", uniform([3], seed=op_seed).numpy())
        book.note(f"seed {seed} last", uniform([3]).numpy())

    tf.random.set_seed(6)

    @tf.function
    def pair():
        return uniform([3]), uniform([3]), uniform([3], seed=9)

    for turn in range(2):
        for index, values in enumerate(pair()):
            book.note(f"function {turn} {index}", values.numpy())
    tf.random.set_seed(8)
    book.note("function reset", pair()[1].numpy())


def record_stateless(tf, book):
    for seed in ([1, 2], [0, 0], [-3, 7], [2**40, -(2**50)]):
        named = f"{seed[0]} {seed[1]}"
        for alg in ("auto_select", "philox"):
            values = tf.random.stateless_uniform([5], tf.constant(seed, tf.int64), alg=alg)
            book.note(f"stateless {alg} {named}", values.numpy())
        seeds = tf.random.split(tf.constant(seed, tf.int64), 3)
        book.note(f"split int64 {named}", seeds.numpy())
        book.note(f"fold int64 {named}", tf.random.fold_in(tf.constant(seed, tf.int64), tf.constant(9, tf.int64)).numpy())
    book.note("split int32", tf.random.split([3, 4], 3).numpy())
    book.note("fold int32", tf.random.fold_in([3, 4], 9).numpy())
    for dtype in (tf.int32, tf.int64, tf.uint32, tf.uint64):
        values = tf.random.stateless_uniform([5], [3, 4], minval=None, maxval=None, dtype=dtype)
        book.note(f"full {dtype.name}", values.numpy())


def record_generator(tf, book):
    generator = tf.random.Generator.from_seed(1234)
    draws = [
        lambda: generator.uniform([4]),
        lambda: generator.normal([5]),
        lambda: generator.truncated_normal([6]),
        lambda: generator.uniform([3], minval=0, maxval=10, dtype=tf.int32),
        lambda: generator.uniform_full_int([2]),
        lambda: generator.normal([3], dtype=tf.float64),
        lambda: generator.make_seeds(2)[0],
        lambda: generator.state,
    ]
    for index, draw in enumerate(draws):
        book.note(f"generator {index}", draw().numpy())
    first, second = tf.random.Generator.from_seed(5).split(2)
    book.note("generator split", np.concatenate([first.state.numpy(), second.state.numpy()]))
    full = tf.random.Generator.from_state([-1, -1, 9], "philox")
    full.uniform([3])
    book.note("generator carry", full.state.numpy())


def keras():
    import keras as k
    import tensorflow as tf
    from tensorflow.python.eager import context

    book = Book("keras")
    for seed in (0, 1, 42, -3, 2**31 - 2, 2**31 + 5, 2**40):
        book.note(f"uniform {seed}", k.random.uniform((5,), seed=seed).numpy())
        seeds = k.random.SeedGenerator(seed)
        for turn in range(3):
            book.note(f"generator {seed} {turn}", k.random.truncated_normal((5,), seed=seeds).numpy())
        for turn in range(3):
            book.note(f"unordered {seed} {turn}", seeds.next(ordered=False).numpy())
        book.note(f"state {seed}", seeds.state.numpy())
    k.utils.set_random_seed(7)
    for turn in range(3):
        book.note(f"global {turn}", k.random.normal((5,)).numpy())
    book.note("initializer", k.initializers.RandomNormal(0.0, 1.0)((5,)).numpy())

    for seed, op_seed in ((1, 5), (1, None), (None, 5), (0, 0)):
        for size, buffer in ((8, 8), (8, 3), (8, 100), (1000, 17)):
            for reshuffle in (True, False):
                tf.random.set_seed(0 if seed is None else seed)
                if seed is None:
                    context.context()._seed = None
                data = tf.data.Dataset.range(size).shuffle(buffer, seed=op_seed, reshuffle_each_iteration=reshuffle)
                for turn in range(2):
                    drawn = np.array([int(x) for x in data], np.int64)
                    book.note(f"dataset {seed} {op_seed} {size} {buffer} {reshuffle} {turn}", drawn)
    book.close()


FLOATS = {
    "normal": lambda r: r.normal(2.0, 0.5),
    "exponential": lambda r: r.exponential(1.5),
    "uniform": lambda r: r.uniform(-2.0, 3.0),
    "lognormal": lambda r: r.lognormal(0.5, 0.25),
    "gamma 0.3": lambda r: r.gamma(0.3, 2.0),
    "gamma 1.0": lambda r: r.gamma(1.0, 2.0),
    "gamma 4.5": lambda r: r.gamma(4.5, 2.0),
    "beta 0.4": lambda r: r.beta(0.4, 0.7),
    "beta 2.0": lambda r: r.beta(2.0, 0.5),
    "beta tiny": lambda r: r.beta(1e-3, 2e-3),
    "chisquare": lambda r: r.chisquare(3.0),
    "f": lambda r: r.f(3.0, 5.0),
    "standard_t": lambda r: r.standard_t(4.0),
    "standard_cauchy": lambda r: r.standard_cauchy(),
    "pareto": lambda r: r.pareto(3.0),
    "weibull": lambda r: r.weibull(1.5),
    "power": lambda r: r.power(2.5),
    "laplace": lambda r: r.laplace(1.0, 2.0),
    "gumbel": lambda r: r.gumbel(1.0, 2.0),
    "logistic": lambda r: r.logistic(1.0, 2.0),
    "rayleigh": lambda r: r.rayleigh(2.0),
    "triangular": lambda r: r.triangular(-1.0, 0.5, 3.0),
    "vonmises": lambda r: r.vonmises(1.0, 4.0),
    "vonmises flat": lambda r: r.vonmises(1.0, 1e-6),
    "vonmises sharp": lambda r: r.vonmises(3.0, 2e6),
}
INTS = {
    **{f"poisson {lam}": lambda r, lam=lam: r.poisson(lam) for lam in (0.0, 3.0, 10.0, 250.0)},
    **{
        f"binomial {n} {p}": lambda r, n=n, p=p: r.binomial(n, p)
        for n, p in ((10, 0.5), (10, 0.0), (10, 1.0), (0, 0.5), (100, 0.9), (200, 0.3), (1000, 0.6), (10**6, 0.5), (10**9, 0.001))
    },
    "negative_binomial": lambda r: r.negative_binomial(5.0, 0.3),
    "geometric 0.5": lambda r: r.geometric(0.5),
    "geometric 0.01": lambda r: r.geometric(0.01),
}
RANGES = [
    (np.bool_, False, True),
    (np.uint8, 0, 9), (np.uint8, 0, 255), (np.int8, -128, 126),
    (np.uint16, 3, 40000), (np.int16, -(2**15), 2**15 - 1),
    (np.uint32, 0, 2**31), (np.int32, -5, 5), (np.int32, -(2**31), 2**31 - 1),
    (np.int64, 0, 99), (np.int64, -50, 49), (np.int64, 0, 2**32 - 1), (np.int64, 0, 2**32), (np.int64, 0, 3 * 2**61),
    (np.int64, 7, 7), (np.int64, -(2**63), 2**63 - 1), (np.uint64, 0, 2**64 - 2),
]
WEIGHTS = [0.1, 0.0, 0.25, 0.05, 0.35, 0.0, 0.25]


def record_samplers(book, name, source):
    for what, draw in FLOATS.items():
        book.note(f"{name} {what}", np.array([draw(source) for _ in range(1001)]))
    for what, draw in INTS.items():
        book.note(f"{name} {what}", np.array([draw(source) for _ in range(1001)], np.int64))
    book.note(f"{name} multinomial", np.array([source.multinomial(20, [0.2, 0.3, 0.5]) for _ in range(100)], np.int64))
    book.note(f"{name} weighted", source.choice(7, 100, p=WEIGHTS))
    for size in (1, 3, 5):
        drawn = [source.choice(7, size, replace=False, p=WEIGHTS) for _ in range(50)]
        book.note(f"{name} weighted {size} unique", np.array(drawn))
    for n in (0, 1, 2, 10, 1000):
        book.note(f"{name} permutation {n}", source.permutation(n))
        items = list(range(n))
        source.shuffle(items)
        book.note(f"{name} shuffle {n}", np.array(items, np.int64))


def numpy():
    book = Book("numpy")
    for seed in (0, 1, 42, 2**32 - 1):
        book.note(f"legacy {seed} random", np.random.RandomState(seed).random_sample(100_003))
        book.note(f"legacy {seed} normal", np.random.RandomState(seed).standard_normal(100_003))
    book.note("legacy array", np.random.RandomState([1, 2, 3]).random_sample(1000))
    book.note("legacy array of one", np.random.RandomState([42]).random_sample(1000))
    source = np.random.RandomState(7)
    for dtype, low, high in RANGES:
        for n in (1, 2, 5, 1000):
            drawn = source.randint(low, int(high) + 1, n, dtype)
            book.note(f"legacy int {np.dtype(dtype)} {int(low)} {int(high)} {n}", drawn)
    book.note("legacy int each", source.randint([1, 2, 3] * 30, [5, 600, 70000] * 30, dtype=np.int64))
    book.note("legacy int each uint8", source.randint([1, 2, 3] * 30, [5, 60, 255] * 30, dtype=np.uint8))
    book.note("legacy choice", source.choice(17, 100))
    book.note("legacy choice unique", source.choice(17, 9, replace=False))
    record_samplers(book, "legacy", source)

    for seed in (0, 1, 42, 2**32, 2**100 + 5, 2**127 + 1):
        sequence = np.random.SeedSequence(seed)
        book.note(f"sequence {seed}", sequence.generate_state(10))
        book.note(f"generator {seed} random", np.random.default_rng(seed).random(1000))
    book.note("sequence list", np.random.SeedSequence([1, 2, 3, 4, 5, 6]).generate_state(10))
    fills = {
        "random float64": lambda r, n: r.random(n),
        "random float32": lambda r, n: r.random(n, np.float32),
        "normal float64": lambda r, n: r.standard_normal(n),
        "normal float32": lambda r, n: r.standard_normal(n, np.float32),
        "exponential float64": lambda r, n: r.standard_exponential(n),
        "exponential float32": lambda r, n: r.standard_exponential(n, np.float32),
    }
    for what, fill in fills.items():
        for n in (1, 5, 1000, 1_000_003):
            book.note(f"generator {what} {n}", fill(np.random.default_rng(5), n))
    source = np.random.default_rng(7)
    for dtype, low, high in RANGES:
        for n in (1, 2, 5, 1000):
            drawn = source.integers(low, high, n, dtype, endpoint=True)
            book.note(f"generator int {np.dtype(dtype)} {int(low)} {int(high)} {n}", drawn)
    book.note("generator int each", source.integers([1, 2, 3] * 30, [5, 600, 70000] * 30))
    book.note("generator int each uint8", source.integers([1, 2, 3] * 30, [5, 60, 255] * 30, dtype=np.uint8))
    book.note("generator choice", source.choice(17, 100))
    for count, size in ((17, 9), (17, 17), (5, 0), (1000, 900), (10_000, 300), (10_001, 300), (10_001, 100), (30_000, 1200)):
        for shuffle in (True, False):
            drawn = source.choice(count, size, replace=False, shuffle=shuffle)
            book.note(f"generator choice {count} {size} {shuffle}", drawn)
    record_samplers(book, "generator", source)
    book.close()


def python():
    book = Book("python")
    for seed in (0, 1, 42, -42, 2**32, 2**40 + 3, 2**100 + 5):
        source = random.Random(seed)
        book.note(f"seed {seed}", [source.random() for _ in range(1000)])
    for seed in ("tape", "", "a longer seed that needs more than a single block of the digest, which is why it goes on and "
                 "on and on until it has passed one hundred and twenty-eight bytes"):
        book.note(f"text {len(seed)}", [random.Random(seed).random()])
    book.note("bytes", [random.Random(b"\x00\xffab").random()])
    book.note("float", [random.Random(2.5).random()])

    source = random.Random(7)
    for bits in (1, 8, 31, 32, 33, 52, 64):
        book.note(f"bits {bits}", np.array([source.getrandbits(bits) for _ in range(100)], np.uint64))
    for bits in (0, 65, 100, 200):
        number = source.getrandbits(bits)
        words = [number >> 32 * i & 0xFFFFFFFF for i in range((bits + 31) // 32)]
        book.note(f"words {bits}", np.array(words, np.uint32))
    number = source.randrange(10**30)
    book.note("below 10**30", np.array([number >> 32 * i & 0xFFFFFFFF for i in range(4)], np.uint32))
    for low, high in ((1, 6), (-5, 5), (0, 2**40), (-(2**63), 2**63 - 1), (3, 3)):
        book.note(f"randint {low} {high}", np.array([source.randint(low, high) for _ in range(100)], np.int64))
    book.note("choice", np.array([source.choice(range(17)) for _ in range(100)], np.int64))
    for n in (0, 1, 2, 10, 1000):
        items = list(range(n))
        source.shuffle(items)
        book.note(f"shuffle {n}", np.array(items, np.int64))
    for n, k in ((10, 3), (10, 10), (21, 5), (22, 5), (1000, 5), (1000, 6), (85, 6), (86, 6), (1000, 500), (10**6, 20)):
        book.note(f"sample {n} {k}", np.array(source.sample(range(n), k), np.int64))
    book.note("choices", np.array(source.choices(range(17), k=100), np.int64))
    book.note("choices weighted", np.array(source.choices(range(4), cum_weights=[1.5, 2.0, 2.0, 7.0], k=100), np.int64))
    many = {
        "uniform": lambda: source.uniform(-2.0, 5.5),
        "triangular": lambda: source.triangular(1.0, 4.0),
        "triangular mode": lambda: source.triangular(1.0, 4.0, 1.5),
        "gauss": lambda: source.gauss(1.0, 2.0),
        "normalvariate": lambda: source.normalvariate(1.0, 2.0),
        "lognormvariate": lambda: source.lognormvariate(0.5, 0.25),
        "expovariate": lambda: source.expovariate(1.5),
        "vonmisesvariate": lambda: source.vonmisesvariate(1.0, 4.0),
        "vonmisesvariate flat": lambda: source.vonmisesvariate(1.0, 0.0),
        "gammavariate 2.5": lambda: source.gammavariate(2.5, 2.0),
        "gammavariate 1.0": lambda: source.gammavariate(1.0, 2.0),
        "gammavariate 0.3": lambda: source.gammavariate(0.3, 2.0),
        "betavariate": lambda: source.betavariate(2.0, 0.5),
        "paretovariate": lambda: source.paretovariate(3.0),
        "weibullvariate": lambda: source.weibullvariate(2.0, 1.5),
    }
    for name, draw in many.items():
        book.note(name, [draw() for _ in range(1001)])
    book.close()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for part in sys.argv[1:] or ["tensorflow", "keras", "numpy", "python"]:
        {"tensorflow": tensorflow, "keras": keras, "numpy": numpy, "python": python}[part]()
