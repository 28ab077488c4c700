def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line)))
        except Exception as error:
            print(line, "->", type(error).__name__ + ":", error)


import math
from math import *
show('''
pi, e, tau, inf, nan, -inf
sqrt(2), sqrt(16), cbrt(-8), exp(1), exp2(10), expm1(1e-10), log(10), log(8, 2), log2(8), log10(1000), log1p(1e-10), pow(2, 0.5), pow(0, 0)
sin(1), cos(1), tan(1), asin(0.5), acos(0.5), atan(1), atan2(-1, -1), sinh(1), cosh(1), tanh(1), asinh(1), acosh(2), atanh(0.5)
degrees(pi), radians(180), hypot(3, 4), hypot(1, 2, 3), hypot(), dist((0, 0), (3, 4)), dist([1, 2, 3], [4, 5, 6])
floor(2.7), floor(-2.7), ceil(2.1), ceil(-2.1), trunc(2.9), trunc(-2.9), fabs(-3), floor(5), ceil(1e20), floor(-0.5), copysign(3, -0.0)
fmod(7, 3), fmod(-7, 3), fmod(7.5, -2), remainder(7, 4), remainder(5, 2), modf(3.75), modf(-3.75), modf(inf), frexp(8.0), frexp(0.1), ldexp(0.5, 4), frexp(0)
isclose(0.1 + 0.2, 0.3), isclose(1, 1.1), isclose(1, 1.1, rel_tol=0.2), isclose(0, 1e-10), isclose(0, 1e-10, abs_tol=1e-9), isclose(inf, inf), isclose(nan, nan)
isnan(nan), isinf(-inf), isfinite(1), isfinite(nan), nextafter(1, 2), nextafter(0, -1), ulp(1), ulp(1e10), ulp(inf)
fsum([0.1] * 10), sum([0.1] * 10), fsum([1e100, 1, -1e100]), prod([1, 2, 3, 4]), prod([0.5, 4], start=3), prod([])
gamma(5), gamma(0.5), lgamma(100), erf(1), erfc(1), erf(-2), gamma(-1.5), lgamma(0.5), erfc(10), gamma(171)
exp(710)
exp(-1000), exp(inf), log(inf), sqrt(inf), atan(inf), sinh(-inf)
log(0)
log(-1)
log(0, 2), 
log(5, 1)
log(10**400), log2(2**1000), log10(10**500), sqrt(10**300), log(2**2000, 2)
sqrt(-1)
asin(2)
acosh(0.5)
atanh(1)
gamma(0)
gamma(172)
lgamma(-1)
fmod(1, 0)
pow(0, -1)
pow(-1, 0.5)
pow(10, 400)
ldexp(1, 5000)
cosh(1000)
sqrt('a')
sqrt(None)
sqrt()
sqrt(1, 2)
floor('a')
floor(inf)
ceil(nan)
trunc('a')
sin(inf)
remainder(inf, 1)
dist((1,), (1, 2))
hypot('a')
fsum([1, 'a'])
isclose(1, 2, rel_tol=-1)
nextafter(1, inf), copysign(1, -1), copysign(nan, -1), fabs(-inf), trunc(-0.9), modf(-0.0)
math.sqrt.__name__, math.__name__, math.pi == pi, type(floor(2.5)), type(sqrt(4)), [round(sin(radians(a)), 3) for a in range(0, 360, 45)]
''')
