"""cmath at work: roots of polynomials, polar forms, a discrete Fourier transform, and its special values."""
import cmath
import math


def show(z):
    z = complex(round(z.real, 9) + 0.0, round(z.imag, 9) + 0.0)
    return f"{z.real:g}{z.imag:+g}j"


def quadratic(a, b, c):
    d = cmath.sqrt(b * b - 4 * a * c)
    return (-b + d) / (2 * a), (-b - d) / (2 * a)


print(quadratic(1, -3, 2), quadratic(1, 2, 5), quadratic(1, 0, 4))
print([show(cmath.rect(1, 2 * math.pi * k / 5)) for k in range(5)])
for z in (1 + 1j, -2j, -3 + 0j, complex(-3, -0.0), 0j):
    r, phi = cmath.polar(z)
    print(z, (r, phi), cmath.phase(z), abs(z))


def dft(values):
    n = len(values)
    return [sum(v * cmath.exp(-2j * cmath.pi * k * i / n) for i, v in enumerate(values)) for k in range(n)]


print([show(z) for z in dft([1, 2, 3, 4])])
print(show(cmath.exp(1j * cmath.pi) + 1), cmath.log(-1), cmath.log(8, 2), cmath.log10(1000), cmath.e, cmath.tau)
for f in (cmath.sin, cmath.cos, cmath.tan, cmath.sinh, cmath.cosh, cmath.tanh, cmath.asin, cmath.acos, cmath.atan, cmath.asinh,
          cmath.acosh, cmath.atanh, cmath.sqrt, cmath.exp):
    print(f.__name__, show(f(0.5 + 0.25j)), show(f(2)) if f is not cmath.atanh else "", show(f(-1.5 - 0.5j)))
print(cmath.isclose(1 + 1e-10j, 1), cmath.isclose(1, 2, rel_tol=0.6), cmath.isclose(0, 1e-12, abs_tol=1e-9))
print(cmath.isnan(complex("nan")), cmath.isinf(complex("inf")), cmath.isfinite(1j), cmath.inf, cmath.infj, cmath.nan, cmath.nanj)
print(cmath.sqrt(-4), cmath.sqrt(complex(-4, -0.0)), cmath.log(complex(-1, -0.0)))
for bad in (lambda: cmath.log(0), lambda: cmath.sqrt("4"), lambda: cmath.exp(1000), lambda: cmath.atanh(1), lambda: cmath.rect(1),
            lambda: cmath.isclose(1, 1, rel_tol=-1)):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
