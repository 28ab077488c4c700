def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line)))
        except Exception as error:
            print(line, "->", type(error).__name__ + ":", error)


import copy
a = [1, [2, 3], {'k': [4]}]; s, d = copy.copy(a), copy.deepcopy(a); a[1].append(9); a[2]['k'].append(5); print(a, s, d, s[1] is a[1], d[1] is a[1], copy.copy((1, 2)) == (1, 2))
class P:
    def __init__(self, x): self.x, self.items = x, [x]
    def __repr__(self): return f'P({self.x}, {self.items})'
p = P(1); q, r = copy.copy(p), copy.deepcopy(p); p.items.append(2); print(p, q, r, q.items is p.items, r.items is p.items, type(r).__name__)
class C:
    def __init__(self): self.n = 0
    def __copy__(self): c = C(); c.n = self.n + 1; return c
    def __deepcopy__(self, memo): c = C(); c.n = self.n + 100; memo[id(self)] = c; return c
c = C(); print(copy.copy(c).n, copy.deepcopy(c).n, [x.n for x in copy.deepcopy([c, c])])
ring = [1]; ring.append(ring); deep = copy.deepcopy(ring); print(deep, deep[1] is deep, deep is ring)
shared = [1]; pair = copy.deepcopy([shared, shared]); print(pair[0] is pair[1], pair)
class Node:
    def __init__(self, v): self.v, self.next = v, None
n = Node(1); n.next = Node(2); n.next.next = n; m = copy.deepcopy(n); print(m.v, m.next.v, m.next.next is m, m is n)
t = (1, [2]); print(copy.copy(t) is t, copy.deepcopy(t) is t, copy.deepcopy((1, 2)) == (1, 2), copy.copy('s') is 's' or True, copy.deepcopy(None), copy.copy(5), copy.copy(len) is len, copy.deepcopy(print) is print, copy.copy(int) is int, copy.copy(range(3)), copy.deepcopy({1: {2}}), copy.copy(frozenset([1])), copy.copy({1, 2}), copy.copy(bytearray(b'a')), copy.deepcopy(1.5), copy.copy(lambda: 0) is not None)
from collections import deque, OrderedDict, defaultdict, Counter, namedtuple
print(copy.copy(deque([1], 2)), copy.deepcopy(OrderedDict(a=[1])), copy.copy(defaultdict(list, a=[1])), copy.deepcopy(Counter('ab')), copy.copy(namedtuple('N', 'a')(1)), copy.deepcopy(namedtuple('N', 'a')([1])), copy.deepcopy({'a': (1, [2])}))
class S:
    __slots__ = ('a', 'b')
s = S(); s.a = [1]; s2 = copy.deepcopy(s); s.a.append(2); print(s2.a, hasattr(s2, 'b'), copy.copy(s).a is s.a)
class L(list): pass
l = L([1, [2]]); l.tag = 'x'; l2 = copy.deepcopy(l); print(l2, l2.tag, type(l2).__name__, l2[1] is l[1], copy.copy(l).tag)
class D(dict):
    def __init__(self, *a, **k): super().__init__(*a, **k); self.extra = [1]
d = D(a=[1]); d2 = copy.copy(d); print(d2, d2.extra is d.extra, type(d2).__name__, copy.deepcopy(d)['a'] is d['a'])
class Reduce:
    def __init__(self, v): self.v = v
    def __reduce__(self): return (Reduce, (self.v * 2,))
print(copy.copy(Reduce(2)).v, copy.deepcopy(Reduce([1])).v)
class State:
    def __init__(self): self.a, self.cache = 1, object()
    def __getstate__(self): return {'a': self.a}
    def __setstate__(self, st): self.a = st['a'] + 1; self.cache = None
print(copy.copy(State()).a, copy.deepcopy(State()).cache, issubclass(copy.Error, Exception), copy.error is copy.Error)
e = copy.copy(ValueError('x', 1)); print(repr(e), e.args, type(e).__name__)
orig = {'list': [1, 2], 'n': None}; sh = orig.copy(); sh['list'].append(3); print(orig, list(orig.values())[0] is sh['list'], orig['list'][:] is not orig['list'])
