"""Records what CPython's format() makes of numbers and strings under many specifications.

python3.11 format_table.py > ../data/format.tsv
A row: type, value (floats as their bits), specification, text or "!Error: message".
"""
import itertools
import random
import struct

random.seed(20260101)


def bits(x):
    return struct.pack(">d", x).hex()


def spec():
    pick = random.choice
    fill = pick(["", "", "", "<", ">", "^", "=", "*<", "é>", "0^", "x="])
    return "".join([fill, pick(["", "", "", "+", "-", " "]), pick([""] * 6 + ["z"]), pick([""] * 4 + ["#"]),
                    pick([""] * 3 + ["0"]), pick(["", "", "1", "6", "12", "20"]), pick([""] * 4 + [",", "_"]),
                    pick(["", "", ".0", ".1", ".2", ".3", ".5", ".8", ".17", ".30"]),
                    pick(["", "", "f", "f", "e", "g", "d", "%", "x", "b", "n", "s", "E", "F", "G", "o", "X", "c", "q"])])


FLOATS = [0.0, -0.0, 1.0, -1.0, 0.1, 0.5, 1.5, 2.5, 0.125, 2.675, 1e16, 1e15, 123456789.0, 1e22, 1e23, 5e-324, 1.7976931348623157e308,
          2.2250738585072014e-308, 1e-4, 9.9999e-5, 1e-5, 0.00012345, float("inf"), float("-inf"), float("nan"), 9.5, 99.5, 999999.5,
          9007199254740993.0, 0.3, 1 / 3, -2 / 3, 1e100, 100.0, 1234.5678, -0.001, 0.05, 0.15, 0.25, 0.35, 4.35, 1e-10]
INTS = [0, 1, -1, 7, 42, -42, 255, 1000, 1234567, -1234567, 2**31, 2**63, -(2**64), 10**30, 65, 128512]
TEXTS = ["", "a", "abc", "héllo", "日本語テキスト", "a longer text"]
COMPLEXES = [0j, 1 + 2j, -1.5 - 0.25j, 1e20 + 1e-7j, -0.0 + 1j, complex("nan+infj"), 3 + 0j]


def random_float():
    kind = random.random()
    if kind < 0.4:
        return struct.unpack(">d", random.getrandbits(64).to_bytes(8, "big"))[0]
    if kind < 0.7:
        return round(random.uniform(-1000, 1000), random.randrange(6))
    return random.uniform(-1, 1) * 10 ** random.randrange(-12, 20)


def row(kind, value, shown, text_spec):
    try:
        result = format(value, text_spec)
    except Exception as error:
        result = f"!{type(error).__name__}: {error}"
    if "\n" not in result and "\t" not in result and "\0" not in result and "\r" not in result:
        print(kind, shown, text_spec, result, sep="\t")


for value in FLOATS + [random_float() for _ in range(500)]:
    row("float", value, bits(value), "")
    for _ in range(5):
        row("float", value, bits(value), spec())
for value, s in itertools.product(FLOATS, ["f", "e", "g", ".0f", ".1f", ".2f", ".3f", ".0e", ".3e", ".3g", "#.3g", ".10", "%"]):
    row("float", value, bits(value), s)
for value in INTS + [random.randrange(-10**9, 10**9) for _ in range(60)] + [random.getrandbits(200) for _ in range(20)]:
    row("int", value, value, "")
    for _ in range(10):
        row("int", value, value, spec())
for value in TEXTS:
    for _ in range(60):
        row("str", value, value, spec())
for value in COMPLEXES:
    row("complex", value, bits(value.real) + bits(value.imag), "")
    for _ in range(60):
        row("complex", value, bits(value.real) + bits(value.imag), spec())
