def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line)))
        except Exception as error:
            print(line, "->", type(error).__name__ + ":", error)


import random
random.seed(42)
print(random.random(), random.uniform(1, 10), random.randint(1, 6), random.randrange(0, 100, 5), random.choice('abcdef'), random.getrandbits(16))
deck = list(range(10)); random.shuffle(deck); print(deck, random.sample(range(100), 5), random.choices('abc', k=5), random.choices([1, 2, 3], weights=[1, 1, 8], k=6), random.choices('ab', cum_weights=[1, 3], k=4))
print(random.gauss(0, 1), random.normalvariate(5, 2), random.expovariate(0.5), random.betavariate(2, 3), random.gammavariate(2, 1), random.lognormvariate(0, 1), random.paretovariate(3), random.weibullvariate(1, 2), random.triangular(0, 10, 3), random.vonmisesvariate(0, 4), random.triangular())
random.seed('text'); print(random.random()); random.seed(b'bytes'); print(random.random()); random.seed(3.5); print(random.random()); random.seed(10**30); print(random.random()); random.seed(-5); print(random.random())
state = random.getstate(); a = [random.random() for _ in range(3)]; random.setstate(state); print(a == [random.random() for _ in range(3)], state[0], len(state[1]))
rng = random.Random(7); other = random.Random(7); print(rng.random() == other.random(), rng.randint(0, 10**20), rng.sample('abcdef', 3), rng.randbytes(4), rng.choice([1]), rng.getrandbits(70))
random.seed(1); print(random.sample([1, 2, 3], k=2, counts=[1, 1, 5]), [random.randint(-5, 5) for _ in range(8)], [round(random.uniform(-1, 1), 3) for _ in range(4)], random.randrange(10), random.randrange(-10, -5))
random.seed(0); print([random.randrange(6) + 1 for _ in range(20)], sum(random.random() < 0.5 for _ in range(1000)), random.sample(range(10**6), 3), random.sample(list('xyz'), 0))
for f in (lambda: random.choice([]), lambda: random.randint(5, 1), lambda: random.randrange(0), lambda: random.sample([1], 5), lambda: random.sample(5, 1), lambda: random.choices([1], weights=[1, 2]), lambda: random.choices([], k=1), lambda: random.shuffle((1, 2)), lambda: random.randrange(1.5), lambda: random.seed([1]), lambda: random.randint(1), lambda: random.uniform('a', 1), lambda: random.choices([1, 2], weights=[0, 0]), lambda: random.sample({1, 2}, 1), lambda: random.sample([1], -1), lambda: random.getrandbits(-1), lambda: random.randrange(1, 10, 0)):
    try: print(f())
    except Exception as err: print(type(err).__name__, err)
inside = 0; random.seed(2024)
for _ in range(2000):
    x, y = random.random(), random.random(); inside += x * x + y * y <= 1
print(4 * inside / 2000)
random.seed(5); walk = [0]
for _ in range(15): walk.append(walk[-1] + random.choice((-1, 1)))
print(walk)
class Fixed(random.Random):
    def random(self): return 0.25
print(Fixed().random(), Fixed().uniform(0, 8), Fixed().choice('abcd'), Fixed().gauss(0, 1) is not None)
