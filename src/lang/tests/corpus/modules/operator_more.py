def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line)))
        except Exception as error:
            print(line, "->", type(error).__name__ + ":", error)


import operator as op
from operator import *
show('''
add(1, 2), sub(5, 3), mul(2, 'ab'), truediv(7, 2), floordiv(7, 2), mod(7, 3), pow(2, 3), neg(5), pos(-5), abs(-5), inv(5), invert(0), matmul.__name__
lt(1, 2), le(2, 2), eq(1, 1.0), ne(1, 2), gt(1, 2), ge(2, 2), not_(0), truth([]), is_(None, None), is_not(1, None)
and_(6, 3), or_(6, 3), xor(6, 3), lshift(1, 4), rshift(16, 2), index(True), concat([1], [2]), concat('a', 'b'), contains([1, 2], 2), countOf([1, 2, 1], 1), indexOf('abc', 'b'), length_hint([1, 2]), length_hint(iter([1])), length_hint(5, 7)
getitem([1, 2, 3], 1), getitem({'a': 1}, 'a'), getitem('abc', slice(1, None)), itemgetter(1)('abc'), itemgetter(0, 2)('abc'), itemgetter('k')({'k': 'v'}), itemgetter(slice(1, 3))('abcd'), itemgetter(-1)([1, 2])
attrgetter('real')(5), attrgetter('real', 'imag')(5), attrgetter('__class__.__name__')('a'), methodcaller('upper')('abc'), methodcaller('split', ',')('a,b'), methodcaller('replace', 'a', 'b', 1)('aaa'), methodcaller('format', x=1)('{x}')
itemgetter(1), itemgetter(1, 'a'), attrgetter('a.b'), attrgetter('a', 'b'), methodcaller('f', 1, k=2), methodcaller('f')
iadd([1], [2]), isub(5, 3), imul([1], 2), iand({1, 2}, {2}), ior({1}, {2}), ixor(6, 3), ilshift(1, 2), irshift(8, 1), ifloordiv(7, 2), itruediv(7, 2), imod(7, 3), ipow(2, 3), iconcat([1], [2])
call(len, 'abc'), call(int, '11', base=2), op.__add__(1, 2), op.__name__, sorted(map(neg, [1, 3, 2])), list(map(add, [1, 2], [3, 4])), max([('a', 2), ('b', 1)], key=itemgetter(1)), sum(map(mul, [1, 2], [3, 4]))
itemgetter()
itemgetter(5)('abc')
itemgetter('x')({})
itemgetter('x')([1])
attrgetter()
attrgetter(5)
attrgetter('foo')(5)
attrgetter('real.foo')(5)
methodcaller()
methodcaller(5)
methodcaller('foo')('a')
methodcaller('upper', 1)('a')
add(1)
add(1, 'a')
add()
concat(1, 2)
countOf(5, 1)
indexOf([1], 5)
index(1.5)
truediv(1, 0)
getitem([1], 5)
contains(5, 1)
length_hint(5, 'a')
neg('a')
lt(1, 'a')
''')
d = {'a': 1}; l = [1, 2, 3]
print(setitem(d, 'b', 2), d, delitem(d, 'a'), d, setitem(l, slice(0, 2), 'x'), l, delitem(l, 0), l)
class P:
    def __init__(self, n, a): self.name, self.age = n, a
    def greet(self, word='hi', *, mark=''): return f'{word} {self.name}{mark}'
people = [P('B', 30), P('A', 25)]
print([p.name for p in sorted(people, key=attrgetter('name'))], list(map(methodcaller('greet', 'yo', mark='!'), people)), list(map(attrgetter('name', 'age'), people)))
a = b = [1]; a = iadd(a, [2]); print(a is b, a)
