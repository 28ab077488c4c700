def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line)))
        except Exception as error:
            print(line, "->", type(error).__name__ + ":", error)


t = (1, 2, 3, 2)
print(t.count(2), t.index(2), t.index(2, 2), t + (4,), t * 2, t[1:], t[::-1], t[-1], len(t), 2 in t, tuple('ab'), tuple([1]), (), (1,), 1, (1, (2, 3)))
a, b = b, a = 1, 2; print(a, b); (x, (y, z)), w = (1, (2, 3)), 4; print(x, y, z, w); first, *rest = t; print(first, rest); *init, last = t; print(init, last); a, b, *c = 'xy'; print(a, b, c)
print((1, 2) < (1, 3), (1,) < (1, 0), () < (0,), (1, 'a') < (2,), (1, 2) == [1, 2], (1, 2) == (1.0, 2.0), hash((1, 2)) == hash((1, 2)), {(1, 2): 'x'}[1, 2], sorted([(2, 'a'), (1, 'b')]), max((1, 2), (1, 3)))
print(hash(()), hash((1,)), hash((1, 2, 3)), hash((0, -1)), hash(('a',)) == hash(('a',)), hash((1, (2, 3))), hash((1.5, None is None)))
def many(): return 1, 2
print(many(), type(many()), *many(), [*many(), *(3,)], dict([many()]), '%d-%d' % many(), '{}-{}'.format(*many()))
show('''
(1, 2)[5]
(1, 2)['a']
(1, 2).index(9)
(1, 2).index(2, 5)
(1, 2) + [3]
(1, 2) + 3
(1, 2) * 1.5
(1, 2) < 1
(1, 2) < ('a', 2)
(1, 2) < [1, 2]
(1, 2).append(3)
(1, 2).foo
hash(([],))
hash(([1], 2))
{([],): 1}
tuple(5)
tuple(1, 2)
tuple(), tuple('abc'), tuple({'a': 1}), tuple(i * i for i in range(3)), tuple((1, 2)), tuple(range(3))
(1, 2).__len__(), (1, 2).__contains__(1), (1,).__add__((2,)), (1, 2).__getitem__(0), (1, 2).__eq__((1, 2)), (1,).__mul__(2), (1, 2).__hash__() == hash((1, 2)), (1,).__lt__((2,))
repr((1,)), repr(()), repr(('a', 1.5, None)), str(((1, 2), [3])), repr((((),),))
sum(((1,), (2,)), ()), any(()), all(()), list(zip(*[(1, 'a'), (2, 'b')])), tuple(reversed((1, 2))), tuple(sorted((3, 1)))
max(())
min((), default=None)
(1, 2, 3)[slice(0, 2)], (1, 2, 3)[True], ((1, 2), (3, 4))[1][0], (*range(3), 9), (lambda *a: a)(1, 2), (1) + (2)
[x for x in (1, 2)], {**{'a': (1,)}}, (x := (1, 2)), not (), () or 'empty', (0,) and 'full'
isinstance((), tuple), type(()), () is (), tuple is type(()), (1,) is not (1,) or True
''')
try:
    t[0] = 9
except TypeError as e: print(e)
try:
    del t[0]
except TypeError as e: print(e)
m = ([1], 2)
try:
    m[0] += [5]
except TypeError as e: print(e, m)
try:
    a, b = (1,)
except ValueError as e: print(e)
try:
    a, b = 1, 2, 3
except ValueError as e: print(e)
try:
    a, b = 5
except TypeError as e: print(e)
try:
    (a, b), c = 1, 2
except TypeError as e: print(e)
try:
    a, b = None
except TypeError as e: print(e)
class Point(tuple):
    def __new__(cls, x, y): return super().__new__(cls, (x, y))
    x = property(lambda self: self[0])
    def __add__(self, o): return Point(self[0] + o[0], self[1] + o[1])
p = Point(1, 2); print(p, p.x, p + (5, 5), type(p + p).__name__, p == (1, 2), isinstance(p, tuple), p[:1], type(p[:1]).__name__, len(p), hash(p) == hash((1, 2)))
