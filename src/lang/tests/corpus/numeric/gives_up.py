# Functions of numbers whose runs meet something that is not plain: large integers, errors, names that change.
import math
import sys
import traceback


def factorial(n):
    return 1 if n <= 1 else n * factorial(n - 1)


def doubled(n):
    result = 1
    for i in range(n):
        result *= 2
    return result


def sum_of_squares(n, start):
    result = start
    for i in range(n):
        result += i * i
    return result


for n in (5, 20, 21, 30, 5):
    print(factorial(n))
for n in (62, 63, 64, 10):
    print(doubled(n))
print(sum_of_squares(10, 2 ** 63 - 300), sum_of_squares(10, 2 ** 63), sum_of_squares(10, -(2 ** 64)))


def inverse_sum(n):
    result = 0.0
    for i in range(n, -n, -1):
        result += 1 / i
    return result


def remainders(n):
    result = 0
    for i in range(n, -1, -1):
        result += n % i
    return result


def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)


def endless(n):
    return endless(n + 1) + 1


def ping(n):
    return pong(n + 1)


def pong(n):
    return ping(n + 1)


def root(x):
    for i in range(3):
        x = math.sqrt(x) - 5.0
    return x


def huge(x):
    for i in range(10):
        x = math.exp(x)
    return x


def overflowing(x):
    for i in range(20):
        x = x ** 3.0
    return x


def unbound(n):
    for i in range(n):
        if i > 100:
            value = i
    return value


def added(a, b):
    for i in range(2):
        a = a + b
    return a


def refuses(n):
    if n < 0:
        raise ValueError(f"negative: {n}")
    result = 0
    for i in range(n):
        result += i
    return result


def asserts(n):
    assert n > 0, "not positive"
    result = 1
    for i in range(n):
        result += i
    return result


def shifted(a, n):
    for i in range(1):
        a = a << n
    return a


def attempt(function, *arguments):
    try:
        print(function(*arguments))
    except Exception:
        text = traceback.format_exc()
        print("\n".join(line for line in text.splitlines() if "sys.path" not in line))


attempt(inverse_sum, 3)
attempt(inverse_sum, 0)
attempt(remainders, 5)
attempt(deep, 900)
print(deep(10))
attempt(endless, 1)
attempt(root, 100.0)
attempt(root, 1e6)
attempt(huge, 1.0)
attempt(overflowing, 10.0)
attempt(overflowing, 1.0)
attempt(unbound, 3)
attempt(unbound, 103)
attempt(added, 1, "a")
attempt(added, "a", "b")
attempt(added, [1], [2])
attempt(added, 1, None)
attempt(added, 1j, 2)
attempt(refuses, -1)
attempt(refuses, 5)
attempt(asserts, -1)
attempt(asserts, 5)
attempt(shifted, 1, 100)
attempt(shifted, 1, -1)
attempt(shifted, -1, 62)

limit = sys.getrecursionlimit()
sys.setrecursionlimit(60)
attempt(ping, 1)
attempt(deep, 70)
sys.setrecursionlimit(5000)
print(deep(4000))
sys.setrecursionlimit(limit)


# Names that mean something else from one call to the next.
SCALE = 2


def scaled(n):
    result = 0
    for i in range(n):
        result += i * SCALE
    return result


def step(n):
    return n + 1


def stepped(n):
    for i in range(3):
        n = step(n)
    return n


print(scaled(4))
SCALE = 0.5
print(scaled(4))
SCALE = 10 ** 30
print(scaled(4))
SCALE = "ab"
try:
    scaled(4)
except TypeError as error:
    print(error)
SCALE = 3
print(scaled(4))
del SCALE
try:
    scaled(4)
except NameError as error:
    print(error)
SCALE = True
print(scaled(4))

print(stepped(1))


def step(n):
    return n * 10


print(stepped(1))
step = lambda n: n - 0.5
print(stepped(1))
step = abs
print(stepped(-1))
step = str
print(stepped(7))
step = factorial
print(stepped(3))


def shadowed(n):
    result = 0
    for i in range(n):
        result += abs(i - 2)
    return result


print(shadowed(5))


def abs(x):
    return x * 100


print(shadowed(5))


def range(n):
    return [n, n + 1]


print(shadowed(5))
del abs
print(shadowed(5))
del range
print(shadowed(5))
math.sqrt, kept = (lambda x: x + 100.0), math.sqrt
print(root(1.0))
math.sqrt = kept
import builtins
builtins.abs, kept = (lambda x: 7), builtins.abs
print(shadowed(5))
builtins.abs = kept
print(shadowed(5))


def make(k):
    def inner(n):
        result = 0
        for i in builtins.range(n):
            result += i * k
        return result

    return inner


print(make(2)(5), make(0.5)(5))


def nested():
    def counted(n):
        result = 0
        for i in range(n):
            result += i
        return result

    return counted(5), counted(6.0 // 2 == 3.0)


print(nested())
namespaces = [{"STEP": 1}, {"STEP": 2.5}]
for namespace in namespaces:
    exec("def walk(n):\n    place = 0\n    for i in range(n):\n        place += STEP\n    return place", namespace)
print([namespace["walk"](4) for namespace in namespaces])


class Numbers:
    def sum_to(self, n):
        result = 0
        for i in range(n):
            result += i
        return result

    @staticmethod
    def product(a, b):
        result = 0
        for i in range(a):
            result += b
        return result


print(Numbers().sum_to(5), Numbers.product(3, 4), Numbers().product(3, 0.5))


def generator(n):
    for i in range(n):
        yield i * 2


print(list(generator(4)))
print(scaled.__code__.co_name, scaled.__code__.co_varnames, scaled.__code__.co_argcount, scaled.__code__.co_firstlineno)


def depth_of_frame(n):
    for i in range(n):
        frame = sys._getframe()
    return frame.f_lineno - depth_of_frame.__code__.co_firstlineno, sorted(frame.f_locals)


print(depth_of_frame(2))
