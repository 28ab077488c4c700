def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line)))
        except Exception as error:
            print(line, "->", type(error).__name__ + ":", error)


import math
from math import *
show('''
factorial(0), factorial(5), factorial(20), factorial(25), factorial(True)
factorial(-1)
factorial(2.5)
factorial(5.0)
factorial('a')
gcd(12, 18), gcd(0, 5), gcd(0, 0), gcd(-12, 18), gcd(), gcd(7), gcd(12, 18, 27), lcm(4, 6), lcm(), lcm(3, 0), lcm(2, 3, 4), lcm(-4, 6)
gcd(1.5, 2)
lcm('a', 2)
comb(5, 2), comb(10, 0), comb(5, 6), comb(52, 5), comb(100, 50), perm(5, 2), perm(5), perm(5, 6), perm(10, 10), comb(0, 0)
comb(-1, 2)
comb(5, -1)
comb(5.0, 2)
perm(-5)
perm(5, -1)
isqrt(0), isqrt(15), isqrt(16), isqrt(10**40), isqrt(2**101)
isqrt(-1)
isqrt(2.0)
floor(10**20 / 3), ceil(-7 / 2), trunc(7 / 2), int(1e15 + 0.3), round(2.5), round(-3.5), abs(-5)
pow(2, 10), pow(2.0, 3), 2 ** 10, pow(7, 2), sqrt(49), sum(range(1, 101)), prod(range(1, 11)), max(1, 2), log2(1 << 20)
[n for n in range(2, 50) if all(n % d for d in range(2, isqrt(n) + 1))]
[comb(6, k) for k in range(7)], [gcd(n, 12) for n in range(1, 13)], [factorial(n) % 7 for n in range(8)], sum(1 / factorial(n) for n in range(18)), 4 * sum((-1) ** k / (2 * k + 1) for k in range(1000))
''')
def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps
print([collatz(n) for n in range(1, 30)])
def sieve(n):
    flags = bytearray([1]) * (n + 1)
    flags[0:2] = b'\0\0'
    for p in range(2, isqrt(n) + 1):
        if flags[p]: flags[p * p::p] = bytes(len(range(p * p, n + 1, p)))
    return [i for i, f in enumerate(flags) if f]
print(sieve(100))
def egcd(a, b): return (a, 1, 0) if b == 0 else (lambda g, x, y: (g, y, x - a // b * y))(*egcd(b, a % b))
print(egcd(240, 46), pow(46, -1, 239))
