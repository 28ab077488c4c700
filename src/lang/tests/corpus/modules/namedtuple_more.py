def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line)))
        except Exception as error:
            print(line, "->", type(error).__name__ + ":", error)


from collections import namedtuple
from typing import NamedTuple
Point = namedtuple('Point', ['x', 'y']); p = Point(1, y=2)
print(p, p.x, p[1], p._asdict(), p._replace(x=9), p._fields, Point._make([3, 4]), Point._field_defaults, tuple(p), list(p), len(p), p == (1, 2), p + (3,), hash(p) == hash((1, 2)), isinstance(p, tuple), Point.__name__, Point.__doc__, Point.x.__doc__, sorted([Point(2, 1), Point(1, 5)]), max(p), p.count(1), p.index(2), repr(p), '%s' % (p,), f'{p!r:>20}', p.__class__.__mro__[1].__name__, Point.__match_args__)
x, y = p; print(x, y, *p, {**p._asdict()}, dict(zip(p._fields, p)), p < Point(1, 3), p != Point(1, 2), 2 in p, p[-1], p[0:1])
A = namedtuple('A', 'a b c', defaults=[10, 20]); print(A(1), A(1, 2), A._field_defaults, namedtuple('B', 'x, y')(1, 2), namedtuple('C', 'class x x', rename=True)._fields, namedtuple('E', [])(), namedtuple('D', 'a', module='mod').__module__)
for f in (lambda: Point(1), lambda: Point(1, 2, 3), lambda: Point(1, z=2), lambda: Point(x=1), lambda: Point(1, 2, x=3), lambda: p.z, lambda: Point._make([1]), lambda: p._replace(q=1), lambda: namedtuple('P', 'a a'), lambda: namedtuple('P', 'class'), lambda: namedtuple('P', '_a'), lambda: namedtuple('1P', 'a'), lambda: namedtuple('P', 'a', defaults=[1, 2]), lambda: p[5], lambda: namedtuple('P', [1])):
    try: print(f())
    except Exception as err: print(type(err).__name__, err)
try: p.x = 5
except AttributeError as err: print(err)
try: p.new = 5
except AttributeError as err: print(err)
class Vec(namedtuple('Vec', 'x y')):
    __slots__ = ()
    @property
    def norm(self): return (self.x ** 2 + self.y ** 2) ** 0.5
    def __add__(self, o): return Vec(self.x + o.x, self.y + o.y)
    def __str__(self): return f'<{self.x}, {self.y}>'
v = Vec(3, 4); print(v, v.norm, v + Vec(1, 1), repr(v), v._replace(x=0), type(v._replace(x=0)).__name__, Vec._make('ab'))
class Employee(NamedTuple):
    """An employee."""
    name: str
    id: int = 3
    def greet(self): return f'Hi {self.name}'
e = Employee('Guido'); print(e, e.id, e.greet(), Employee.__doc__, Employee._field_defaults, Employee.__annotations__, e._asdict(), Employee._fields, e == ('Guido', 3), Employee('A', 5) > e)
try: Employee()
except TypeError as err: print(err)
T = NamedTuple('T', [('a', int), ('b', str)]); print(T(1, 'x'), T.__annotations__, T._fields)
match p:
    case Point(0, _): print('zero')
    case Point(x=1, y=b): print('one', b)
match e:
    case (name, num): print(name, num)
rows = [Point(*map(int, r.split(','))) for r in ['1,2', '3,4']]; print(rows, sum(r.x for r in rows), [r._asdict() for r in rows])
