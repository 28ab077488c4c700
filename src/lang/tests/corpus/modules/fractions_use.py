from fractions import Fraction
from decimal import Decimal
import math

def show(*sources):
    for source in sources:
        try:
            print(source, '->', repr(eval(source)))
        except Exception as error:
            print(source, '->', type(error).__name__, error)


show(
    "Fraction(16, -10), Fraction(123), Fraction(), Fraction('3/7'), Fraction(' -3/7 '), Fraction('1.414213 \\t\\n'), Fraction('-.125'), Fraction('7e-6'), Fraction(2.25), Fraction(1.1), Fraction(Decimal('1.1')), Fraction(Fraction(1, 2), Fraction(3, 4)), Fraction('1_000/3')",
    'Fraction(1, 3) + Fraction(1, 6), Fraction(1, 3) - 1, 2 * Fraction(3, 4), Fraction(3, 4) / 2, 1 / Fraction(3), Fraction(7, 2) // 1, Fraction(-7, 2) % 2, divmod(Fraction(7, 2), Fraction(1, 3)), Fraction(2, 3) ** 2, Fraction(2, 3) ** -2, Fraction(4, 9) ** Fraction(1, 2), 2 ** Fraction(1, 2), Fraction(-8) ** Fraction(1, 3)',
    "Fraction(1, 2) + 0.5, 0.5 * Fraction(1, 2), Fraction(1, 2) + 1j, Fraction(1, 2) == 0.5, Fraction(1, 3) == 1 / 3, Fraction(1, 2) < 0.6, Fraction(1, 2) >= Fraction(2, 4), Fraction(5) == 5, hash(Fraction(5)) == hash(5), hash(Fraction(1, 2)) == hash(0.5), Fraction(1, 2) == Decimal('0.5')",
    '-Fraction(1, 2), +Fraction(1, 2), abs(Fraction(-3, 4)), bool(Fraction(0)), int(Fraction(-7, 2)), float(Fraction(1, 3)), round(Fraction(7, 2)), round(Fraction(5, 2)), round(Fraction(22, 7), 2), math.floor(Fraction(-7, 2)), math.ceil(Fraction(-7, 2)), math.trunc(Fraction(7, 2))',
    "str(Fraction(3, 4)), str(Fraction(4)), repr(Fraction(-3, 4)), Fraction(3, 4).numerator, Fraction(3, 4).denominator, Fraction(3, 4).as_integer_ratio(), Fraction.from_float(0.3), Fraction.from_decimal(Decimal('0.3')), Fraction(3.141592653589793).limit_denominator(1000), Fraction('3.1415926535897932').limit_denominator(10), Fraction(math.cos(math.pi / 3)).limit_denominator()",
    "sum([Fraction(1, k) for k in range(1, 11)]), max(Fraction(1, 2), Fraction(2, 3)), sorted([Fraction(1, 2), 0.3, Fraction(1, 3), 1]), math.sqrt(Fraction(1, 4)), complex(Fraction(1, 2)), {Fraction(1, 2): 'half'}[0.5], f'{Fraction(1, 2)!s:>6}|', '%.3f' % Fraction(1, 3)",
    'Fraction(1, 0)',
    "Fraction('a')",
    "Fraction('1/0')",
    'Fraction(1.5, 2)',
    'Fraction([1])',
    "Fraction(float('nan'))",
    "Fraction(float('inf'))",
    "Fraction(1, 2) + 'a'",
    'Fraction(1, 2) / 0',
    'Fraction(0) ** -1',
    "Fraction(1, 2) < 'a'",
    'Fraction(1, 2) < 1j',
    "Fraction.from_float('a')",
    'Fraction(1, 2).limit_denominator(0)',
    "Fraction('1 /2')",
    "Fraction(1, 2).numerator.bit_length(), isinstance(Fraction(1), __import__('numbers').Rational), Fraction(1, 2).real, Fraction(1, 2).imag, Fraction(1, 2).conjugate()",
)
class Half(Fraction):
    def __new__(cls, n): return super().__new__(cls, n, 2)
    def __str__(self): return f'{self.numerator} over {self.denominator}'
print(Half(3), repr(Half(3)), Half(3) + Half(1), type(Half(3) + 1).__name__)
def egypt(f):
    while f: unit = Fraction(1, math.ceil(1 / f)); yield unit; f -= unit
print(*egypt(Fraction(7, 15)))
try: Fraction(1, 2).numerator = 3
except AttributeError as e: print(e)
