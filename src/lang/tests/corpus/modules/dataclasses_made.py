"""The methods that dataclasses and named tuples get: their parameters, errors and texts."""
import inspect
import traceback
from collections import namedtuple
from dataclasses import KW_ONLY, InitVar, dataclass, field, fields
from typing import ClassVar, List, Optional


@dataclass
class Point:
    x: int
    y: int = 3
    tags: List[str] = field(default_factory=list)


@dataclass(order=True, frozen=True)
class Frozen:
    self: int
    other: str = 'o'
    hidden: float = field(default=1.5, repr=False, compare=False)


@dataclass(kw_only=True, slots=True)
class Named:
    a: 'int'
    b: Optional[int] = None
    c: int = field(default=7, init=False)


@dataclass
class Base:
    size: int
    scale: InitVar[int] = 2
    count: ClassVar[int] = 0
    _: KW_ONLY
    label: str = 'base'
    made: list = field(init=False, default_factory=list)

    def __post_init__(self, scale):
        self.size *= scale


@dataclass
class Derived(Base):
    more: int = 5


@dataclass
class OwnInit:
    x: int

    def __init__(self):
        self.x = 'own'

    def __repr__(self):
        return 'own repr'


@dataclass
class Nothing:
    pass


@dataclass
class OwnNew:
    x: int

    def __new__(cls, *args):
        return super().__new__(cls)


for cls in (Point, Frozen, Named, Base, Derived, OwnInit, Nothing, OwnNew):
    print(cls.__name__, cls.__doc__, inspect.signature(cls), cls.__init__.__annotations__, cls.__init__.__qualname__)
    print(getattr(cls, '__match_args__', None), [f.name for f in fields(cls)], cls.__hash__ is None)

for call in ('Point()', 'Point(1, 2, 3, 4)', 'Point(1, x=2)', 'Point(1, z=2)', 'Frozen()', 'Named(1)', 'Named()', 'Nothing(1)',
             'Derived()', 'Frozen(1).x', 'setattr(Frozen(1), "self", 2)', 'Frozen(1) < 3', 'hash(Point(1))'):
    try:
        print(call, eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)

p = Point(1)
p.tags.append(p)
print(p, Point(1) == Point(1, 3, []), Point(1) == Point(2), Point(1) == 1, Point(1) != Point(1))
print(Frozen(1, 'a') < Frozen(1, 'b') <= Frozen(2), hash(Frozen(1)) == hash(Frozen(1, hidden=9)), Frozen(self=3))
print(Named(a=1), Named(b=2, a=1).c, Derived(3, 4, label='x'), Derived(3).made, OwnInit(), OwnInit().x, Nothing(), Nothing() == Nothing())
print(Point.__eq__(Point(1), 2), Point.__repr__.__qualname__, Point.__eq__.__name__, Point.__init__.__defaults__[0])
print(Derived.__mro__[1].__name__, Base(2).scale, Base.count)


@dataclass
class Fails:
    x: int

    def __post_init__(self):
        raise ValueError(self.x)


try:
    Fails(3)
except ValueError:
    print([(entry.filename, entry.name) for entry in traceback.extract_tb(__import__('sys').exc_info()[2])][1:])

Pair = namedtuple('Pair', 'left right', defaults=[9])
Long = namedtuple('Long', ['cls', 'self', '_2', 'args'][:2] + ['kwargs', 'args'])
Empty = namedtuple('Empty', '')
for call in ('Pair()', 'Pair(1)', 'Pair(1, 2, 3)', 'Pair(right=1)', 'Pair(1, left=2)', 'Pair(1, middle=2)', 'Long(1, 2, kwargs=3, args=4)',
             'Long(1)', 'Empty()', 'Empty(1)', 'Pair._make([1])', 'Pair._make([1, 2])', 'Pair(1)._replace(left=5)', 'Pair(1)._asdict()',
             'Pair(1)._replace(middle=5)', 'Pair.left.__doc__', 'Pair(1).left', 'Pair(3)[1]', 'setattr(Pair(1), "left", 2)', 'Pair(1).middle',
             'Pair.__new__.__defaults__', 'inspect.signature(Pair)', 'Pair._field_defaults', 'Pair.__doc__', 'Pair.__new__.__qualname__',
             'Pair(1) == (1, 9)', 'hash(Pair(1)) == hash((1, 9))', 'sorted([Pair(2), Pair(1)])', 'Pair(*[1, 2])', 'Pair(**{"left": 1})',
             'type(Pair.left).__name__', 'Pair.left'[:0]):
    try:
        print(call, eval(call) if call else '')
    except Exception as error:
        print(call, type(error).__name__, error)
print(Pair.__module__, inspect.FullArgSpec.__module__, inspect.Parameter.__module__, inspect.FrameInfo.__module__)
