# Generators: send, throw, close, return values, delegation.
def counter(n):
    try:
        for i in range(n):
            got = yield i
            if got is not None:
                print("got", got)
    except ValueError as error:
        print("caught", error)
        yield "after"
    finally:
        print("cleanup")
    return "result"


g = counter(5)
print(next(g), next(g), g.send("x"))
print(g.throw(ValueError("boom")))
try:
    next(g)
except StopIteration as stop:
    print("stop", stop.value)
print(list(g))
g = counter(3)
next(g)
g.close()
print(next(g, "done"))


def outer():
    result = yield from counter(2)
    print("inner returned", result)
    yield from [10, 20]
    yield from "ab"
    return 99


print(list(outer()))
o = outer()
print(next(o), o.send("through"))
try:
    print(o.throw(ValueError("deep")))
    print(list(o))
except ValueError as error:
    print("escaped", error)


def tree(node):
    if node:
        left, value, right = node
        yield from tree(left)
        yield value
        yield from tree(right)


print(list(tree(((None, 1, None), 2, ((None, 3, None), 4, None)))))
print(sum(x * x for x in range(10)), list(x for x in "abc" if x != "b"))
gen = (i for i in range(3))
print(next(gen), list(gen), list(gen))
print(dict((k, v) for k, v in zip("ab", range(2))), max((len(w), w) for w in ["aa", "b"]))


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


f = fib()
print([next(f) for _ in range(12)])


def bad():
    yield 1
    raise StopIteration


try:
    print(list(bad()))
except RuntimeError as error:
    print(error, type(error.__cause__).__name__)


def ignores():
    while True:
        try:
            yield 1
        except GeneratorExit:
            pass


i = ignores()
next(i)
try:
    i.close()
except RuntimeError as error:
    print(error)


def fresh():
    yield 1


try:
    fresh().send(1)
except TypeError as error:
    print(error)
try:
    fresh().throw(KeyError("k"))
except KeyError as error:
    print("key", error)


def reentrant():
    yield next(me)


me = reentrant()
try:
    next(me)
except ValueError as error:
    print(error)


class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n


print(list(Countdown(3)), [x for x in Countdown(2)], sum(Countdown(4)))


class Old:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i * 10


print(list(Old()), 20 in Old())
print(type(fresh()).__name__, fresh().__name__)


def handled():
    try:
        raise KeyError("in generator")
    except KeyError:
        yield 1
        try:
            raise ValueError
        except ValueError as error:
            yield repr(error.__context__)


try:
    raise TypeError("outside")
except TypeError:
    print(list(handled()))


def accumulate():
    total = 0
    while True:
        value = yield total
        if value is None:
            return total
        total += value


def proxy(results):
    results.append((yield from accumulate()))
    yield "end"


results = []
p = proxy(results)
next(p)
p.send(3)
p.send(4)
print(p.send(None), results)
lazy = (print("evaluated", x) or x for x in range(2))
print("made")
print(list(lazy))
