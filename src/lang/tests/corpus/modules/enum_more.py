import enum
from enum import *

def show(*sources):
    for source in sources:
        try:
            print(source, '->', repr(eval(source)))
        except Exception as error:
            print(source, '->', type(error).__name__, error)


class Color(Enum):
    """Colours."""
    RED = 1
    GREEN = 2
    CRIMSON = 1
    def describe(self): return f'{self.name} is {self.value}'
    @classmethod
    def favourite(cls): return cls.GREEN
    @property
    def lower(self): return self.name.lower()
class Planet(Enum):
    MERCURY = (3.303e+23, 2.4397e6)
    EARTH = (5.976e+24, 6.37814e6)
    def __init__(self, mass, radius): self.mass, self.radius = mass, radius
    @property
    def gravity(self): return round(6.67300E-11 * self.mass / self.radius ** 2, 3)
class Auto(Enum):
    def _generate_next_value_(name, start, count, last_values): return (name.lower(), start, count, list(last_values))
    A = auto(); B = auto()
class Number(IntEnum): ONE = 1; TWO = 2; THREE = auto()
class Perm(Flag): R = 4; W = 2; X = 1; RW = R | W
class IPerm(IntFlag): R = 4; W = 2; X = 1
class Text(StrEnum): ALPHA = auto(); BETA = 'b'
show(
    "Color.RED, str(Color.RED), repr(Color.GREEN), Color(1), Color['GREEN'], Color.CRIMSON, Color.CRIMSON is Color.RED, list(Color), len(Color), Color.__members__, Color.RED.name, Color.RED.value, Color.RED.describe(), Color.favourite(), Color.RED.lower, Color.__doc__",
    "Color.RED in Color, isinstance(Color.RED, Color), type(Color.RED), Color.RED == 1, Color.RED == Color.RED, Color.RED != Color.GREEN, hash(Color.RED) == hash('RED'), {Color.RED: 'r'}[Color.CRIMSON], bool(Color.RED), [*reversed(Color)], f'{Color.RED}', f'{Color.RED:>12}', '%s' % Color.RED, Color, Color.__name__",
    'Planet.EARTH, Planet.EARTH.gravity, Planet((3.303e+23, 2.4397e6)), Auto.A.value, Auto.B.value',
    "Number.ONE + 1, Number.TWO > Number.ONE, Number(3), repr(Number.THREE), str(Number.ONE), f'{Number.TWO}', [10, 20, 30][Number.ONE], Number.ONE == 1, sorted([Number.TWO, Number.ONE]), int(Number.TWO), Number.ONE | Number.TWO, isinstance(Number.ONE, int), '%d' % Number.TWO, Number.ONE.real",
    'Perm.R | Perm.X, Perm.RW, Perm(7), Perm(0), Perm.R & Perm.W, ~Perm.R, Perm.RW ^ Perm.R, Perm.R in Perm.RW, bool(Perm(0)), list(Perm.RW), list(Perm), Perm(5), str(Perm(5)), str(Perm(0)), len(Perm.RW), Perm.R.value, (Perm.R | Perm.X).name, Perm(3) == Perm.W | Perm.X, iter(Perm.RW) is not None',
    "IPerm.R | IPerm.W, IPerm(9), IPerm.R | 8, IPerm(0), IPerm.R + 1, ~IPerm.R, IPerm.R & 6, 5 & IPerm.X, str(IPerm.R), f'{IPerm(6)}', IPerm(7).name, list(IPerm(6))",
    "Text.ALPHA, str(Text.ALPHA), Text.BETA == 'b', Text('b'), Text.ALPHA.upper(), f'{Text.BETA}|', Text.ALPHA + '!', repr(Text.BETA), 'b' in [Text.BETA]",
    'Color(5)',
    "Color['NONE']",
    'Color.PURPLE',
    'Perm(16)',
    "Number('x')",
    'Color.RED < Color.GREEN',
    'Color.RED.value.x',
    'Color.RED + 1',
    '1 in Color',
    'Color.RED in 5',
    'Color()',
    'Perm.R | 1',
    'Perm.R < Perm.W',
    "Enum('Animal', 'ANT BEE CAT'), list(Enum('Animal', 'ANT BEE')), Enum('Pair', [('A', 5), ('B', 6)]).B, Enum('D', {'X': 'x'}).X.value, IntEnum('I', 'A,B').B, Flag('F', ['P', 'Q']).Q.value, Enum('S', 'A', start=5).A.value, Enum('T', 'A B', type=str).__mro__[1].__name__",
)
def attempt(work):
    try: work()
    except Exception as error: print(type(error).__name__, error)
def duplicate():
    class Bad(Enum): A = 1; A = 2
def extend():
    class More(Color): BLUE = 3
def not_unique():
    @unique
    class Bad(Enum): A = 1; B = 1; C = 2; D = 2
def reassign(): Color.RED = 5
def remove(): del Color.RED
def value(): Color.RED.value = 5
def name(): Color.RED.name = 'x'
def text_int():
    class Bad(StrEnum): A = 5
def with_value(): return Color.RED.value()
for work in (duplicate, extend, not_unique, reassign, remove, value, name, text_int, with_value): attempt(work)
Color.RED.note = 'kept'; print(Color.RED.note, Color(1).note)
class Shape(Enum):
    SQUARE = 'square'; ROUND = 'round'
    @classmethod
    def _missing_(cls, value): return next((m for m in cls if m.value == str(value).lower()), None)
    def __str__(self): return self.value
    def __call__(self, n): return f'{self} × {n}'
show(
    "Shape('SQUARE'), str(Shape.ROUND), Shape.ROUND(3), f'{Shape.ROUND:>8}'",
    "Shape('oval')",
)
class Ordered(Enum):
    LOW = 1; HIGH = 2
    def __lt__(self, other): return self.value < other.value if isinstance(other, Ordered) else NotImplemented
    @nonmember
    class Inner: pass
    @member
    def method(): pass
show(
    'sorted([Ordered.HIGH, Ordered.LOW]), max(Ordered.LOW, Ordered.HIGH), list(Ordered)[:2], Ordered.Inner.__name__, len(Ordered)',
)
match Color.GREEN:
    case Color.RED: print('red')
    case Color.GREEN: print('green')
