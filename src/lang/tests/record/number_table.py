"""Records CPython's arithmetic: python3.11 number_table.py > ../data/number.tsv

A row: operation, operands (floats as their bits), result (the same way) or "!Error: message".
"""
import random
import struct

random.seed(20260102)


def shown(x):
    if isinstance(x, complex):
        return "c" + shown(x.real)[1:] + shown(x.imag)[1:]
    if isinstance(x, float):
        return "f" + struct.pack(">d", float("nan") if x != x else x).hex()
    if isinstance(x, tuple):
        return ",".join(map(shown, x))
    return str(x)


def row(name, function, *operands):
    try:
        result = shown(function(*operands))
    except Exception as error:
        result = f"!{type(error).__name__}: {error}"
    print(name, *map(shown, operands), result, sep="\t")


def some_float():
    kind = random.random()
    if kind < 0.2:
        return random.choice([0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2.5, 1e308, -1e308, 5e-324, float("inf"), float("-inf"), float("nan"), 3.0, 10.0, 1e16, 1e22, 2.0**53, 2.0**63])
    if kind < 0.4:
        return struct.unpack(">d", random.getrandbits(64).to_bytes(8, "big"))[0]
    if kind < 0.7:
        return round(random.uniform(-100, 100), random.randrange(4))
    return random.uniform(-1, 1) * 10 ** random.randrange(-5, 8)


def some_int():
    return random.choice([random.randrange(-20, 21), random.randrange(-10**6, 10**6), random.getrandbits(70) - 2**69,
                          random.getrandbits(200) - 2**199, 2**63, -2**63, 2**53 + 1, 0, 10**random.randrange(310) + random.randrange(9)])


for _ in range(300):
    a, b = some_float(), some_float()
    row("fmod", lambda a, b: a % b, a, b)
    row("ffloordiv", lambda a, b: a // b, a, b)
    row("fdivmod", divmod, a, b)
    row("fhex", float.hex, a)
    row("fratio", float.as_integer_ratio, a)
    row("fround", round, a, random.randrange(-4, 20))
    row("fround", round, a, random.choice([-310, -300, -20, 15, 17, 300, 330]))
    row("fint", int, a)
    row("froundint", round, a)
    row("frepr", repr, a)
for _ in range(200):
    row("fpow", lambda a, b: a ** b, random.choice([0.0, -0.0, 1.5, 2.0, 10.0, -3.0]), float(random.randrange(-400, 400)))
for _ in range(400):
    a, b = some_int(), some_int()
    row("idiv", lambda a, b: a / b, a, b)
    row("ifloordiv", lambda a, b: a // b, a, b)
    row("imod", lambda a, b: a % b, a, b)
    row("ifloat", float, a)
    row("iround", round, a, -random.randrange(30))
    f = some_float()
    row("ilt", lambda a, f: int(a < f), a, f)
    row("ieq", lambda a, f: int(a == f), a, float(a) if abs(a) < 10**308 else f)
for _ in range(200):
    a, b = complex(some_float(), some_float()), complex(some_float(), some_float())
    row("cmul", lambda a, b: a * b, a, b)
    row("cdiv", lambda a, b: a / b, a, b)
    row("cabs", abs, a)
    row("cpow", lambda a, b: a ** b, complex(round(a.real, 2), 1.5), complex(random.randrange(-6, 7), 0.0))
