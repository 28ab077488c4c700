from enum import Enum, IntEnum, auto, Flag, IntFlag, StrEnum, unique
class Color(Enum):
    RED = 1
    GREEN = auto()
    BLUE = 5
    CRIMSON = 1
    def shout(self): return self.name + '!'
print(Color.RED, repr(Color.GREEN), list(Color), Color(1), Color['RED'], Color.RED.name, Color.RED.value, Color.RED is Color(1), len(Color), Color.CRIMSON, Color.BLUE.shout())
for f in (lambda: Color(9), lambda: Color['X'], lambda: Color.X, lambda: setattr(Color, 'RED', 3)):
    try: print(f())
    except Exception as x: print(type(x).__name__, x)
print(Color.RED == Color.RED, Color.RED != Color.GREEN, Color.RED == 1, {Color.RED: 1}, Color.RED in Color, isinstance(Color.RED, Color), f'{Color.RED}', '%s' % Color.RED)
class N(IntEnum):
    A = 1
    B = 2
print(N.A, repr(N.A), N.A + 1, N.A < N.B, N.A == 1, sorted([N.B, N.A]), f'{N.A}', N(2), int(N.B), [10,20,30][N.A], N.A is N(1), sum(N))
class P(Flag):
    R = auto()
    W = auto()
    X = auto()
print(P.R | P.W, repr(P.R | P.X), P.R in (P.R | P.W), P(3), bool(P.R & P.W), list(P), ~P.R)
class S(StrEnum):
    AB = auto()
    C = 'see'
print(S.AB, repr(S.C), S.C.upper(), S.C == 'see', S('ab'))
Animal = Enum('Animal', 'CAT DOG')
print(list(Animal), Animal.DOG.value, Animal)
class Planet(Enum):
    EARTH = (5.97e24, 6.37e6)
    MARS = (6.4e23, 3.4e6)
    def __init__(self, mass, radius):
        self.mass, self.radius = mass, radius
    @property
    def gravity(self): return round(6.67e-11 * self.mass / self.radius**2, 2)
print(Planet.EARTH.gravity, Planet.MARS.value, Planet.EARTH)
print(Color.__members__, Color.RED.__class__, type(Color), hash(Color.RED) == hash(Color.RED))
class M(IntFlag):
    A = 1
    B = 2
print(M.A | M.B, repr(M.A | M.B), M.A + 1, M(3), M.A & 1)
try:
    @unique
    class D(Enum):
        A = 1
        B = 1
except ValueError as e: print(e)
match Color.RED:
    case Color.RED: print('matched')
