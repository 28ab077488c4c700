def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line)))
        except Exception as error:
            print(line, "->", type(error).__name__ + ":", error)


import cmath
from cmath import *
def r(z): return complex(round(z.real, 10) + 0.0, round(z.imag, 10) + 0.0)
print(sqrt(-1), sqrt(-4), sqrt(3+4j), sqrt(0), phase(1j), phase(-1), phase(-1-0j), polar(1+1j), polar(0), rect(1, 0), pi, e, tau, inf, nan, infj, nanj)
print([r(f(1+2j)) for f in (exp, log, log10, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, asinh, acosh, atanh, sqrt)])
print([r(f(-0.5+0.25j)) for f in (exp, log, log10, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, asinh, acosh, atanh, sqrt)])
print([r(f(2)) for f in (exp, log, log10, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, asinh, acosh, atanh, sqrt)])
print(r(exp(1j * pi)), r(rect(2, pi / 3)), r(log(8, 2)), r(log(-1)), r(log(1j, 2)), [r(exp(2j * pi * k / 5)) for k in range(5)])
print(isclose(1+1j, 1+1.0000000001j), isclose(1, 2), isclose(1j, 1.1j, rel_tol=0.2), isclose(0, 1e-9j, abs_tol=1e-8), isnan(nan), isnan(1j), isinf(inf + 1j), isfinite(1+1j), isfinite(nanj))
for f, a in ((log, (0,)), (log, ('a',)), (sqrt, (None,)), (exp, (1000,)), (log10, (0,)), (rect, (1,)), (polar, ('x',)), (atanh, (1,)), (phase, ([],)), (isclose, (1,)), (tan, ()), (atan, (1j,))):
    try: print(f.__name__, f(*a))
    except Exception as err: print(f.__name__, type(err).__name__, err)
a, b, c = 1, 2, 5
d = sqrt(b * b - 4 * a * c)
print((-b + d) / (2 * a), (-b - d) / (2 * a), abs(3+4j), (3+4j).conjugate(), cmath.__name__)
roots = [rect(1, 2 * pi * k / 3) for k in range(3)]
print([r(z ** 3) for z in roots], r(sum(roots)))
