"""The functions of random with seeds: the numbers are CPython's."""
import random

random.seed(42)
print(random.random(), random.randint(1, 6), random.uniform(-1, 1), random.randrange(0, 100, 5), random.getrandbits(40))
print(random.choice("abcdef"), random.choices([1, 2, 3], k=5), random.choices("xyz", weights=[1, 2, 7], k=6))
print(random.sample(range(1000), 5), random.sample(["a", "b", "c"], 2), random.sample([1, 2], counts=[3, 1], k=3))
deck = list(range(10))
random.shuffle(deck)
print(deck)
print([round(f, 12) for f in (random.gauss(0, 1), random.normalvariate(5, 2), random.expovariate(0.5), random.triangular(0, 10, 3),
                              random.betavariate(2, 3), random.gammavariate(2, 1), random.lognormvariate(0, 0.5),
                              random.vonmisesvariate(0, 4), random.paretovariate(3), random.weibullvariate(1, 1.5))])
state = random.getstate()
first = [random.random() for _ in range(3)]
random.setstate(state)
print(first == [random.random() for _ in range(3)])
for seed in (0, -5, 2 ** 70, 3.5, "text", b"bytes", None, True):
    r = random.Random(seed)
    print(seed, r.random() if seed is not None else "any", end="; ")
print()
a, b = random.Random(1), random.Random(1)
print(a.random() == b.random(), a.randbytes(4), b.randint(0, 10 ** 20))
print(0 <= random.SystemRandom().random() < 1, random.Random(7).choices(range(3), cum_weights=[1, 3, 9], k=4))


def attempt(work):
    try:
        print(work())
    except Exception as error:
        print(type(error).__name__, error)


attempt(lambda: random.choice([]))
attempt(lambda: random.sample([1, 2], 3))
attempt(lambda: random.sample({1, 2}, 1))
attempt(lambda: random.randint(3, 1))
attempt(lambda: random.randrange(0))
attempt(lambda: random.randrange(1, 5, 0))
attempt(lambda: random.randint(1.5, 2))
attempt(lambda: random.choices([1, 2], weights=[1]))
attempt(lambda: random.choices([1, 2], weights=[0, 0]))
attempt(lambda: random.choices([1, 2], [1, 2], cum_weights=[1, 2]))
attempt(lambda: random.shuffle((1, 2)))
attempt(lambda: random.seed([1]))
attempt(lambda: random.getrandbits(-1))
