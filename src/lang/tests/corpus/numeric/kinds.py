# Functions of numbers alone, with arguments of several kinds.
import math


def show(function, *arguments):
    try:
        result = function(*arguments)
    except Exception as error:
        print(function.__name__, arguments, type(error).__name__, error)
    else:
        print(function.__name__, arguments, type(result).__name__, repr(result))


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def total(n):
    result = 0
    for i in range(n):
        result += i * 0.5
    return result


def collatz(n):
    steps = 0
    while n != 1:
        if n % 2 == 0:
            n //= 2
        else:
            n = 3 * n + 1
        steps += 1
    return steps


def is_prime(n):
    if n < 2:
        return False
    i = 2
    while i * i <= n:
        if n % i == 0:
            return False
        i += 1
    return True


def count_primes(n):
    count = 0
    for i in range(n):
        if is_prime(i):
            count += 1
    return count


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def euclid(a, b):
    return a if b == 0 else euclid(b, a % b)


def newton(x):
    guess = x
    while abs(guess * guess - x) > 1e-12:
        guess = (guess + x / guess) / 2
    return guess


def divisions(a, b):
    result = 0
    for i in range(3):
        result = (a + i) // b + (a - i) % b
    return result


def quotient(a, b):
    result = 0
    for i in range(2):
        result = a / b
    return result


def powers(x, n):
    result = 1
    for i in range(n):
        result = result + x ** 2 + x ** i
    return result


def shifts(a, n):
    for i in range(n):
        a = (a << 1) ^ (a >> 3) & 255 | 1
    return a


def wave(n):
    result = 0.0
    for i in range(n):
        result += math.sin(i) * math.sqrt(i) - math.exp(-i) + math.pi
    return result


def root(x):
    result = 0.0
    for i in range(2):
        result = math.sqrt(x)
    return result


def logarithm(x):
    result = 0.0
    for i in range(2):
        result = math.log(x)
    return result


def conversions(x):
    result = 0
    for i in range(2):
        result = int(x) + i
    return float(result), bool(result)


def rounded(x):
    result = 0
    for i in range(2):
        result = int(x) + i
    return result


def least(a, b):
    result = a
    for i in range(2):
        result = min(a, b) + max(a, b) + abs(a)
    return result


def first_of_equals(a, b):
    result = a
    for i in range(1):
        result = min(a, b)
    return result


def zigzag(start, stop, step):
    result = 0
    for i in range(start, stop, step):
        if i == 7:
            continue
        if i > 100:
            break
        result += i
    else:
        return -result
    return result


def chosen(a, b):
    for i in range(2):
        a = a and b or i
    return a


def compared(a, b):
    score = 0
    for i in range(1):
        score += (a < b) + 2 * (a <= b) + 4 * (a == b) + 8 * (a != b) + 16 * (a > b) + 32 * (a >= b)
        if a < b:
            score += 100
        if not a < b:
            score += 1000
        if a <= b:
            score += 10000
        if not a <= b:
            score += 100000
        if a == b:
            score += 1000000
        if a != b:
            score += 10000000
    return score


def chained(a, b, c):
    for i in range(1):
        inside = a < b <= c
    return inside


def negated(x):
    for i in range(3):
        x = -x
    return x


def inverted(x):
    for i in range(3):
        x = ~x
    return x


def plus(x):
    for i in range(1):
        x = +x
    return x


def denied(x):
    for i in range(3):
        x = not x
    return x


def nothing(n):
    for i in range(n):
        pass


def is_nothing(x):
    for i in range(1):
        if x is None:
            return True
    return False


def last(n):
    for i in range(n):
        found = i
    return found


def deleted(n):
    for i in range(n):
        found = i
    del found
    return n


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


def of_two_kinds(n):
    return 1 if n > 2 else 0.5 if n > 0 else None


def uses_two_kinds(n):
    result = 0
    for i in range(3):
        result = of_two_kinds(n)
    return result


def with_default(n, step=2):
    result = 0
    for i in range(0, n, step):
        result += i
    return result


def by_position_only(n, /):
    result = 0
    for i in range(n):
        result += n
    return result


def by_name_only(*, n):
    result = 0
    for i in range(n):
        result += n
    return result


def mandelbrot(re, im):
    x = y = 0.0
    for step in range(50):
        if x * x + y * y > 4.0:
            return step
        x, y = x * x - y * y + re, 2 * x * y + im
    return -1


NAN = float("nan")
INFINITY = float("inf")
for n in (0, 1, 2, 10, 15, True, 12.0, -3):
    show(fib, n)
for n in (0, 1, 10, True, 2.0, "3", None):
    show(total, n)
for n in (1, 27, 27.0, True):
    show(collatz, n)
for n in (100, 100.0, -1):
    show(count_primes, n)
for a, b in ((12, 18), (-12, 18), (12, -18), (0, 0), (2 ** 70, 2 ** 65), (7.5, 2.5), (-7.5, 2.0), (True, 2)):
    show(gcd, a, b)
    show(euclid, a, b)
for x in (2.0, 2, 1e10, 0.25):
    show(newton, x)
for a in (7, -7, 7.5, -7.5, 0, -0.0, 2 ** 62, -(2 ** 63), True, 1e308):
    for b in (3, -3, 2.5, -2.5, 4, -1, 0, 0.0, True, INFINITY):
        show(divisions, a, b)
        show(quotient, a, b)
for a, b in ((2 ** 53 + 1, 3), (2 ** 60, 7), (3, 2 ** 60), (-(2 ** 53), 2 ** 53), (10 ** 18, 10 ** 18 - 1)):
    show(quotient, a, b)
for x in (3, -3, 0.1, -0.5, 10 ** 7, True, 0, 0.0, 1e200):
    for n in (0, 1, 3, 10):
        show(powers, x, n)
for a in (1, 255, -1, 2 ** 60, True):
    for n in (1, 5, 70):
        show(shifts, a, n)
for n in (0, 1, 5, 50, True):
    show(wave, n)
for x in (2, 2.0, 0, -0.0, -1.0, INFINITY, NAN, True, 10 ** 400):
    show(root, x)
    show(logarithm, x)
for x in (2.7, -2.7, 2, True, 1e18, 1e19, -1e19, NAN, INFINITY, 2 ** 80):
    show(conversions, x)
    show(rounded, x)
for a, b in ((1, 2), (2.5, 1.5), (1, 2.0), (True, False), (NAN, 1.0), (1.0, NAN), (-(2 ** 63), 0), (0.0, -0.0)):
    show(least, a, b)
    show(first_of_equals, a, b)
for bounds in ((0, 10, 1), (10, 0, -3), (0, 1000, 7), (0, 10, 0), (5, 5, 1), (True, 5, True), (0, 10, 2.0), (0, 2 ** 70, 2 ** 69)):
    show(zigzag, *bounds)
show(zigzag, 2 ** 63 - 3, 2 ** 63 - 1, 2)
show(zigzag, -(2 ** 63), -(2 ** 63) + 10, 4)
for a, b in ((0, 1), (1, 0), (1, 2), (0.0, 2.0), (1.5, -0.0), (True, False), (False, True), (None, 1), (NAN, 1.0)):
    show(chosen, a, b)
for a in (0, 1, -1, 0.0, -0.0, 1.5, NAN, INFINITY, True, 2 ** 53, 2 ** 53 + 1, 2.0 ** 53):
    for b in (0, 1, -1, 0.0, 1.5, NAN, -INFINITY, False, 2 ** 53, 2 ** 53 + 1, 2.0 ** 53):
        show(compared, a, b)
for a, b, c in ((1, 2, 3), (1, 2, 2), (2, 1, 3), (1, 2.5, 3), (1.0, 2, NAN)):
    show(chained, a, b, c)
for x in (0, 5, -5, 0.0, -0.0, 2.5, True, -(2 ** 63), NAN, None):
    for function in (negated, inverted, plus, denied, nothing, is_nothing, last, deleted):
        show(function, x)
show(ackermann, 2, 3)
show(ackermann, 2.0, 3)
for n in (10, 7, True):
    show(even, n)
for n in (3, 1, 0, -1, 2.5):
    show(uses_two_kinds, n)
show(with_default, 10)
show(with_default, 10, 3)
show(with_default, 10, -1)
show(by_position_only, 4)
try:
    print(by_position_only(n=4))
except TypeError as error:
    print(error)
print(by_name_only(n=4))
print([mandelbrot(x / 4, y / 4) for x in range(-8, 4) for y in range(0, 5)])


def squares(x):
    result = 0.0
    for i in range(2):
        result = x ** 2
    return result


def is_square(x):
    return x ** 2 == x * x


# A power of two is not always what a product is: these are such numbers.
for x in (-4.21389664506147, 0.12013399845274542, 7.01444525657001, 3.3, 1.1, 1e-200, 1e200, -1e154, 1e155, True, 7):
    show(squares, x)
    show(is_square, x)
