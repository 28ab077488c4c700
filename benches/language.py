"""The language alone, without a tensor: language.py VARIANT [--quick] WORKLOAD...

Runs under this shell and under CPython.
"""
from harness import main


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def multiply_add():
    total = 0.0
    for i in range(1000):
        for j in range(2000):
            total = total * 0.999999 + 0.5
    return total


def comprehension():
    return sum([i for i in range(1_000_000)])


def f_strings():
    length = 0
    for i in range(200_000):
        length += len(f"step {i}: loss={i * 0.5:.4f}")
    return length


class Counter:
    def __init__(self):
        self.value = 0

    def add(self, amount):
        self.value += amount


def method_calls():
    counter = Counter()
    for i in range(500_000):
        counter.add(i)
    return counter.value


SHUFFLED = [(i * 7919) % 100_003 for i in range(100_000)]


def sort_by_key():
    return sorted(SHUFFLED, key=lambda number: -number)[12_345]


WORDS = [f"word{i * i % 1009}" for i in range(200_000)]


def count_words():
    counts = {}
    for word in WORDS:
        counts[word] = counts.get(word, 0) + 1
    return counts["word25"]


main({f"P8:{name}": (lambda work=work: (work, [work()])) for name, work in {
    "fib": lambda: fib(27), "multiply_add": multiply_add, "comprehension": comprehension, "f_strings": f_strings,
    "method_calls": method_calls, "sort_by_key": sort_by_key, "count_words": count_words,
}.items()})
