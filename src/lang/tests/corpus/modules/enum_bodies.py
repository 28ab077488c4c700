"""What the bodies of enumerations may hold: auto values used at once, methods, properties, class methods, mixins, nested use, errors."""
from enum import Enum, IntEnum, IntFlag, Flag, StrEnum, auto, unique


class Permission(Flag):
    READ = auto()
    WRITE = auto()
    BOTH = READ | WRITE


class Weekday(IntEnum):
    MON = auto()
    TUE = auto()
    SUN = 7

    @classmethod
    def from_name(cls, name):
        return cls[name.upper()[:3]]

    @property
    def is_weekend(self):
        return self is Weekday.SUN


class Planet(Enum):
    EARTH = (5.976e24, 6.37814e6)
    MARS = (6.421e23, 3.3972e6)

    def __init__(self, mass, radius):
        self.mass, self.radius = mass, radius

    @property
    def gravity(self):
        return round(6.673e-11 * self.mass / self.radius ** 2, 4)


class Shape(StrEnum):
    SQUARE = auto()
    CIRCLE = "round"


class Op(Enum):
    ADD = "+"
    SUB = "-"

    def __call__(self, a, b):
        return {"+": a + b, "-": a - b}[self.value]

    def __str__(self):
        return f"<{self.name.lower()}>"


print(Permission.BOTH, list(Permission), Permission.READ | Permission.WRITE is Permission.BOTH, Permission(1), Permission(0), bool(Permission(0)))
print(Weekday.from_name("tuesday"), Weekday.SUN.is_weekend, Weekday.MON + 1, Weekday(7), [d.name for d in Weekday], Weekday.MON < Weekday.TUE, max(Weekday))
print(Planet.EARTH.gravity, Planet.MARS.value, Planet((6.421e23, 3.3972e6)), [p.name for p in Planet if p.mass > 1e24])
print(Shape.SQUARE, Shape.CIRCLE == "round", repr(Shape.SQUARE), Shape("square"), "-".join(Shape), f"{Shape.CIRCLE:>8}|")
print(Op.ADD(1, 2), Op("-")(5, 3), Op.ADD, repr(Op.SUB), f"{Op.ADD}", {Op.ADD: 1}[Op.ADD], Op.ADD in Op, isinstance(Op.ADD, Op))
Animal = Enum("Animal", "CAT DOG")
print(list(Animal), Animal["CAT"], Animal.DOG.value, Enum("Level", {"LOW": 1, "HIGH": 5}).HIGH, Enum("P", [("X", 3)]).X)


class Alias(Enum):
    ONE = 1
    UNO = 1
    TWO = 2


print(Alias.UNO, Alias.UNO is Alias.ONE, list(Alias), Alias.__members__)
for text in ('unique(Alias)', 'Alias(9)', 'Alias["X"]', 'Alias.THREE', 'Planet(1)', 'Alias.ONE < Alias.TWO', 'setattr(Alias, "ONE", 5)', 'Alias.ONE.name', 'Alias.ONE + 1', 'len(Alias)',
             'Alias()', 'Alias.ONE == 1', 'Alias.ONE != Alias.TWO', 'hash(Alias.ONE) == hash(Alias.UNO)', 'Weekday("MON")', 'Permission(9)'):
    try:
        print(text, "->", eval(text))
    except Exception as error:
        print(text, "->", type(error).__name__, error)
try:
    class Twice(Enum):
        A = 1
        A = 2
except TypeError as error:
    print(error)


class Names(Enum):
    def _generate_next_value_(name, start, count, last_values):
        return name.lower() + str(count)
    A = auto()
    B = auto()
    _ignore_me = 3


print([n.value for n in Names], Names._ignore_me)


class Coerce(Enum):
    @classmethod
    def _missing_(cls, value):
        return cls.NONE if value is None else None
    NONE = "none"


print(Coerce(None), Coerce("none"))
match Weekday(1):
    case Weekday.SUN:
        print("sunday")
    case Weekday.MON | Weekday.TUE:
        print("start")
