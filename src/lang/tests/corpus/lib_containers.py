def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

a = [3, 1, 2]
t(lambda: a.append(4)); t(lambda: a.extend('ab')); t(lambda: a.insert(0, 'z')); t(lambda: a.insert(-1, 'y')); t(lambda: a.pop()); t(lambda: a.pop(0)); t(lambda: a.pop(99)); t(lambda: a.remove('a')); t(lambda: a.remove('q')); t(lambda: a.index(2)); t(lambda: a.index(77)); t(lambda: a.count(1)); t(lambda: a.reverse()); print(a)
t(lambda: a.sort()); a = [3, 1, 2]; t(lambda: a.sort()); print(a); t(lambda: a.sort(reverse=True)); print(a); t(lambda: a.sort(key=lambda x: -x)); print(a); t(lambda: a.sort(5)); t(lambda: a.copy()); t(lambda: a.clear()); print(a); t(lambda: a.pop())
a = list(range(10)); t(lambda: a[2:5]); t(lambda: a[::-2]); t(lambda: a[-3:]); t(lambda: a[20]); t(lambda: a['x']); t(lambda: a[1:2:0])
a[1:3] = ['x']; print(a); a[::2] = [0] * 5; print(a); del a[0]; del a[1:3]; print(a); a[len(a):] = [9]; print(a); a += [1]; a *= 2; print(a)
def bad(): a[::2] = [1]
t(bad)
def bad2(): a[100] = 1
t(bad2)
t(lambda: [1, 2] + [3]); t(lambda: [1] + (2,)); t(lambda: [1] * 3); t(lambda: [1] * 'a'); t(lambda: [1, 2] == [1, 2]); t(lambda: [1, 2] < [1, 3]); t(lambda: [1] < ['a']); t(lambda: 2 in [1, 2]); t(lambda: [[]] * 2); t(lambda: sorted([3, 1, 2], reverse=True)); t(lambda: sorted('bca')); t(lambda: sorted([1, 'a'])); t(lambda: list(reversed([1, 2]))); t(lambda: [x for x in zip('ab', [1, 2, 3])]); t(lambda: list(enumerate('ab', 1))); t(lambda: list(map(lambda x, y: x + y, [1, 2], [3, 4]))); t(lambda: list(filter(None, [0, 1, '', 2]))); t(lambda: list(zip([1], [1, 2], strict=True))); t(lambda: any([0, 1])); t(lambda: all([])); t(lambda: list(iter(lambda: 5, 5))); t(lambda: next(iter([]), 'd')); t(lambda: next(iter([]))); t(lambda: next([1])); t(lambda: len(5)); t(lambda: iter(5))
r = [1]; r.append(r); print(r); d = {}; d['d'] = d; print(d)
tu = (1, 2, 3); t(lambda: tu[1]); t(lambda: tu[5]); t(lambda: tu + (4,)); t(lambda: tu.index(3)); t(lambda: tu.count(1)); t(lambda: tu.index(9)); t(lambda: (1,)); t(lambda: ()); t(lambda: tuple('ab')); t(lambda: tu < (1, 3)); t(lambda: hash(tu)); t(lambda: tu * 2)
def bad3(): tu[0] = 1
t(bad3)
d = {'a': 1, 'b': 2}
t(lambda: d['a']); t(lambda: d['z']); t(lambda: d.get('z')); t(lambda: d.get('z', 5)); t(lambda: d.setdefault('c', 3)); t(lambda: d.pop('a')); t(lambda: d.pop('zz')); t(lambda: d.pop('zz', None)); t(lambda: d.popitem()); t(lambda: d.update({'x': 1}, y=2)); t(lambda: d.update([('p', 1)])); t(lambda: d.update([1])); t(lambda: d.update([(1, 2, 3)])); print(d); t(lambda: d.keys()); t(lambda: d.values()); t(lambda: d.items()); t(lambda: list(d)); t(lambda: 'x' in d); t(lambda: d.keys() & {'x', 'q'}); t(lambda: sorted(d.keys() | {'q'})); t(lambda: sorted(d.keys() - {'x'})); t(lambda: d.items() >= {('x', 1)}); t(lambda: len(d.items())); t(lambda: d | {'x': 9}); t(lambda: {**d, 'z': 0}); t(lambda: dict(a=1)); t(lambda: dict([('a', 1)])); t(lambda: dict(zip('ab', [1, 2]))); t(lambda: dict.fromkeys('ab', 0)); t(lambda: {1: 'a', 1.0: 'b', True: 'c'}); t(lambda: {[]: 1}); t(lambda: d == dict(d)); t(lambda: list(reversed(d))); t(lambda: d.copy() is d); t(lambda: d.keys() == {'x': 0, 'y': 0, 'b': 0, 'p': 0}.keys()); t(lambda: d.keys().isdisjoint({'q'}))
def change():
    for k in d: d[k + k] = 1
t(change)
del d['x']
def bad4(): del d['nope']
t(bad4)
d |= {'m': 1}; print(sorted(d)); t(lambda: {'b': 1, 'a': 2}); t(lambda: max(d, key=d.get)); t(lambda: sorted({'b': 1, 'a': 2}.items(), key=lambda kv: kv[1])); t(lambda: d < d)
s = {1, 2, 3}
t(lambda: s | {4}); t(lambda: s & {1, 9}); t(lambda: s - {1}); t(lambda: s ^ {1, 9}); t(lambda: s < {1, 2, 3, 4}); t(lambda: s <= s); t(lambda: s.issubset([1, 2, 3, 4])); t(lambda: s.issuperset([1])); t(lambda: s.union([5], [6])); t(lambda: s.intersection([1, 2], [2])); t(lambda: s.difference([1])); t(lambda: s.symmetric_difference([1, 7])); t(lambda: s.isdisjoint([8])); t(lambda: s.add(4)); t(lambda: s.discard(99)); t(lambda: s.remove(99)); t(lambda: s.pop()); t(lambda: s.update([10], {11})); print(s); t(lambda: s.add([])); t(lambda: set('hello') == set('olleh')); t(lambda: set()); t(lambda: frozenset([1, 2])); t(lambda: frozenset([1]) | {2}); t(lambda: {1} | frozenset([2])); t(lambda: {frozenset([1]): 'a'}); t(lambda: s + s); t(lambda: {1} == frozenset([1])); t(lambda: s | [1]); t(lambda: len(s)); t(lambda: set().pop()); t(lambda: {3, 1, 2}); t(lambda: set(range(10))); t(lambda: sorted({'b', 'a'})); t(lambda: [*{1, 2}])
r = range(2, 20, 3); t(lambda: list(r)); t(lambda: r[2]); t(lambda: r[-1]); t(lambda: r[1:3]); t(lambda: r[99]); t(lambda: len(r)); t(lambda: 5 in r); t(lambda: 6 in r); t(lambda: r.index(8)); t(lambda: r.index(9)); t(lambda: r == range(2, 18, 3)); t(lambda: list(reversed(r))); t(lambda: range(5)[::-1]); t(lambda: list(range(5, 0, -2))); t(lambda: range(0)); t(lambda: range(1.5)); t(lambda: range(1, 2, 0)); t(lambda: hash(range(3)) == hash(range(0, 3, 1))); t(lambda: (r.start, r.stop, r.step)); t(lambda: slice(1, 5, 2).indices(4)); t(lambda: slice(3)); t(lambda: sum(range(101)))
a, *b, c = [1, 2, 3, 4]; print(a, b, c); [x, y], z = (1, 2), 3; print(x, y, z)
def bad5(): p, q = [1, 2, 3]
t(bad5)
def bad6(): p, q, r = [1]
t(bad6)
class L(list):
    def __getitem__(self, i): return ('L', list.__getitem__(self, i))
    def total(self): return sum(self)
l = L([1, 2, 3]); l.append(4); print(l, l[0], len(l), l.total(), l + [5], isinstance(l, list), l == [1, 2, 3, 4], sorted(l))
class M(dict):
    def __setitem__(self, k, v): super().__setitem__(k, v * 2)
    def __missing__(self, k): return 'none'
m = M(a=1); m['b'] = 2; print(m, m['zz'], m.get('zz'), len(m), dict(m), 'a' in m, list(m.items()))
class T(tuple):
    def __new__(cls, a, b): return super().__new__(cls, (a, b))
    @property
    def first(self): return self[0]
q = T(1, 2); print(q, q.first, q == (1, 2), hash(q) == hash((1, 2)), q + (3,))
class I(int):
    def __add__(self, o): return I(int(self) + o + 100)
    def __repr__(self): return f'I({int(self)})'
i = I(5); print(i, i + 1, i * 2, i == 5, [1, 2, 3, 4, 5, 6][i], hash(i) == hash(5), i.bit_length(), f'{i:03d}', '%d' % i)
class S(str):
    def shout(self): return self.upper() + '!'
w = S('hey'); print(w, w.shout(), w + '?', w == 'hey', {w: 1}['hey'], len(w), w[0], ','.join([w, w]))
