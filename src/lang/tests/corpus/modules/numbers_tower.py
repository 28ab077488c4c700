import numbers
from decimal import Decimal
from fractions import Fraction
from numbers import Number, Complex, Real, Rational, Integral

def show(*sources):
    for source in sources:
        try:
            print(source, '->', repr(eval(source)))
        except Exception as error:
            print(source, '->', type(error).__name__, error)


for value in (1, True, 1.5, 1j, Fraction(1, 2), Decimal('1.5'), 'a', None): print(repr(value), [isinstance(value, kind) for kind in (Number, Complex, Real, Rational, Integral)])
print([issubclass(int, k) for k in (Number, Complex, Real, Rational, Integral)], issubclass(Integral, Rational), [c.__name__ for c in Integral.__mro__])
show(
    'numbers.__all__',
    'Complex()',
    'sorted(Integral.__abstractmethods__)',
    'sorted(Real.__abstractmethods__)',
    'sorted(Rational.__abstractmethods__)',
)
class Mod7(Integral):
    """Whole numbers modulo seven."""
    def __init__(self, n): self.n = int(n) % 7
    def __int__(self): return self.n
    def __repr__(self): return f'{self.n}₇'
    def __add__(self, other): return Mod7(self.n + int(other))
    __radd__ = __add__
    def __mul__(self, other): return Mod7(self.n * int(other))
    __rmul__ = __mul__
    def __neg__(self): return Mod7(-self.n)
    def __pos__(self): return self
    def __abs__(self): return self
    def __eq__(self, other): return isinstance(other, Integral) and int(other) % 7 == self.n
    def __hash__(self): return hash(self.n)
    def __lt__(self, other): return self.n < int(other)
    def __le__(self, other): return self.n <= int(other)
    def __pow__(self, e, m=None): return Mod7(pow(self.n, int(e), 7))
    def __rpow__(self, b): return Mod7(pow(int(b), self.n))
    def __mod__(self, o): return self.n % int(o)
    def __rmod__(self, o): return int(o) % self.n
    def __floordiv__(self, o): return self.n // int(o)
    def __rfloordiv__(self, o): return int(o) // self.n
    def __truediv__(self, o): return self * pow(int(o), -1, 7)
    def __rtruediv__(self, o): return Mod7(o) / self
    def __and__(self, o): return self.n & int(o)
    def __or__(self, o): return self.n | int(o)
    def __xor__(self, o): return self.n ^ int(o)
    __rand__, __ror__, __rxor__ = __and__, __or__, __xor__
    def __lshift__(self, o): return Mod7(self.n << int(o))
    def __rshift__(self, o): return self.n >> int(o)
    def __rlshift__(self, o): return int(o) << self.n
    def __rrshift__(self, o): return int(o) >> self.n
    def __invert__(self): return Mod7(~self.n)
    def __trunc__(self): return self.n
    def __floor__(self): return self.n
    def __ceil__(self): return self.n
    def __round__(self, ndigits=None): return self.n
a, b = Mod7(5), Mod7(10)
show(
    'a + b, a * 3, 3 + a, a - b, 10 - a, a / b, 1 / a, -a, a ** 3, divmod(a, 2), ~a, a << 2, a > b, a >= 5, a == 12, hash(a), bool(Mod7(7)), float(a), complex(a), a.real, a.imag, a.conjugate(), a.numerator, a.denominator, round(a), sum([a, b, 1]), [10, 20, 30, 40, 50, 60][a]',
    "isinstance(a, Rational), isinstance(a, Number), Mod7.__doc__, range(20)[a], 'abcdef'[a], a in {5}",
)
Number.register(str)
print(isinstance('a', Number), issubclass(str, Number), isinstance('a', Complex))
class Partial(Real): pass
show(
    'Partial()',
)
