from dataclasses import *
import dataclasses, typing

def show(*sources):
    for source in sources:
        try:
            print(source, '->', repr(eval(source)))
        except Exception as error:
            print(source, '->', type(error).__name__, error)


@dataclass
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, repr=False, compare=False)
    kind: typing.ClassVar[str] = 'point'
@dataclass(order=True, frozen=True)
class Version: major: int; minor: int = 0
@dataclass(slots=True, kw_only=True)
class Config:
    name: str
    size: int = field(default=3, metadata={'unit': 'px'})
@dataclass
class Base: a: int = 1; b: int = 2
@dataclass
class Derived(Base): c: int = 3; a: str = 'over'
@dataclass
class Post:
    width: float
    height: InitVar[float] = 2.0
    area: float = field(init=False)
    _: KW_ONLY = None
    label: str = 'L'
    def __post_init__(self, height): self.area = self.width * height
@dataclass(eq=False, repr=False)
class Plain: v: int = 0
@dataclass(unsafe_hash=True)
class Hashed: v: int
@dataclass
class Node: value: int; next: 'Node' = None
show(
    "Point(1), Point(1, 2, ['t']), Point(1) == Point(1, 0, ['x']), Point(1) != Point(2), Point(y=5, x=1), Point.kind, Point.y, Point(1).tags is Point(1).tags, Point(1) == (1, 0), Point.__match_args__, Point.__doc__, Version.__doc__",
    "Version(1) < Version(1, 1), Version(2) >= Version(1, 9), sorted([Version(2), Version(1, 5), Version(1)]), hash(Version(1)) == hash(Version(1)), {Version(1): 'v'}[Version(1, 0)], max(Version(1), Version(0, 9))",
    "Config(name='n'), Config(name='n', size=4), Config.__slots__, Derived(), Derived(1, 2, 3), Post(3.0), Post(3.0, 4.0, label='x'), Plain() == Plain(), hash(Hashed(5)) == hash(Hashed(5)), Node(1, Node(2))",
    "fields(Point)[1].name, [f.name for f in fields(Derived)], fields(Config)[1].metadata['unit'], fields(Point)[1].default, fields(Point)[2].default is MISSING, [f.type for f in fields(Node)], is_dataclass(Point), is_dataclass(Point(1)), is_dataclass(5), fields(Config)[1].kw_only",
    "asdict(Node(1, Node(2))), astuple(Node(1, Node(2))), asdict(Point(1, 2, [Point(3)])), replace(Version(1), minor=7), replace(Point(1), x=9), asdict(Point(1), dict_factory=list), astuple(Point(1, 2, [{'k': Version(1)}]))",
    'Point()',
    'Point(1, 2, 3, 4)',
    'Point(1, z=2)',
    'Version(1) < 5',
    'hash(Point(1))',
    "Config('n')",
    'fields(5)',
    'asdict(5)',
    'replace(5)',
    'replace(Post(1.0), area=5)',
    'replace(Post(1.0), width=2.0)',
    "Version(1).__setattr__('major', 2)",
    "Config(name='a').other",
    "make_dataclass('Made', ['x', ('y', int), ('z', int, field(default=5))])(1, 2), make_dataclass('M', [('a', int)], bases=(Base,), namespace={'twice': lambda self: self.a * 2})(4).twice(), make_dataclass('F', ['q'], frozen=True, order=True)(1)",
)
def attempt(work):
    try: print(work())
    except Exception as error: print(type(error).__name__, error)
def set_frozen(): Version(1).major = 5
def del_frozen(): del Version(1).major
def set_slot(): Config(name='a').other = 5
def mutable():
    @dataclass
    class Bad: x: list = []
def order():
    @dataclass
    class Bad: x: int = 1; y: int
def both():
    @dataclass
    class Bad: x: int = field(default=1, default_factory=int)
def no_eq():
    @dataclass(eq=False, order=True)
    class Bad: x: int
def frozen_from():
    @dataclass
    class Bad(Version): z: int = 0
def frozen_to():
    @dataclass(frozen=True)
    class Bad(Point): z: int = 0
def order_defined():
    @dataclass(order=True)
    class Bad:
        x: int
        def __lt__(self, other): return True
def no_annotation():
    @dataclass
    class Bad: x = field(default=1)
def keyword(): return make_dataclass('K', ['class'])
def twice(): return make_dataclass('K', ['a', 'a'])
for work in (set_frozen, del_frozen, set_slot, mutable, order, both, no_eq, frozen_from, frozen_to, order_defined, no_annotation, keyword, twice): attempt(work)
match Point(1, 5):
    case Point(1, y): print('y', y)
@dataclass
class Own:
    x: int
    def __repr__(self): return f'<{self.x}>'
    def __eq__(self, other): return True
print(Own(1), Own(1) == 5, [Own(2)], repr(fields(Own)[0])[:31])
