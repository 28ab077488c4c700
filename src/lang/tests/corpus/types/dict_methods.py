def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line)))
        except Exception as error:
            print(line, "->", type(error).__name__ + ":", error)


d = {'a': 1, 'b': 2}
print(d.get('a'), d.get('z'), d.get('z', 0), d.setdefault('a', 9), d.setdefault('c', 3), d, d.pop('a'), d.pop('z', None), d.popitem(), d)
d.update({'x': 1}); d.update(y=2, z=3); d.update([('p', 4), ['q', 5]]); d |= {'r': 6}; print(d, d | {'b': 0}, {**d, 'b': 1})
print(list(d), list(d.keys()), list(d.values()), list(d.items()), list(reversed(d)), len(d), 'b' in d, 'zz' not in d, d.copy() == d, dict(d) is d)
del d['b']; d['b'] = 0; print(list(d)[-1], d.clear(), d)
print(dict(a=1, b=2), dict([('a', 1)]), dict({'a': 1}, b=2), dict(zip('ab', [1, 2])), dict.fromkeys('ab'), dict.fromkeys([1, 2], 0), dict(), {}, {1: 'a', 1.0: 'b', True: 'c'})
shared = dict.fromkeys('ab', []); shared['a'].append(1); print(shared)
k = {'a': 1, 'b': 2}.keys(); v = {'a': 1}.values(); i = {'a': 1}.items(); print(k, v, i, k & {'a', 'q'}, sorted(k | {'q'}), k - {'a'}, sorted(k ^ {'a', 'q'}), ('a', 1) in i, k == {'b', 'a'}, k.isdisjoint({'z'}), len(k), i & {('a', 1)})
e = {'one': 1}; view = e.keys(); e['two'] = 2; print(view, list(view), len(view), view.mapping, list(reversed(view)))
nested = {'a': {'b': {'c': 1}}}; print(nested['a']['b']['c'], nested.get('x', {}).get('y'), {k: v for k, v in zip('abc', range(3)) if v}, {v: k for k, v in {'a': 1}.items()})
self_ref = {}; self_ref['me'] = self_ref; print(self_ref)
print({'b': 1, 'a': 2} == {'a': 2, 'b': 1}, {'a': 1} != {'a': 1.0}, {1: 2} == [1], {'a': 1}.items() == {'a': 1}.items(), {'a': 1}.values() == {'a': 1}.values())
print(sorted({'b': 1, 'a': 2}), max({'b': 1, 'a': 2}), sum({1: 2, 3: 4}), list(map(str, {1: 2})), [*{'a': 1}], tuple({'a': 1}.items()), str({'a': 'x', 2: [3], (4,): {5}}), min({'b': 1, 'a': 2}, key={'b': 1, 'a': 2}.get))
show('''
{}['x']
{'a': 1}[0]
{}[(1, 2)]
{}[None]
{}[[1]]
{[1]: 2}
{{}: 1}
{}.get([])
{}.pop('x')
{}.pop()
{}.popitem()
{}.setdefault()
dict([1])
dict(['ab', 'cd']), 
dict(['abc'])
dict([(1, 2, 3)])
dict(5)
dict({}, {})
dict(None)
{}.update(5)
{}.update([1])
{}.update({'a': 1}, b=2)
{}.foo
{}.a
{} + {}
{} | [1]
{} < {}
{}.keys() < {'a': 1}.keys(), {'a': 1}.keys() <= {'a': 1}.keys(), {'a': 1}.items() > set()
{}.keys()[0]
{}.values() & set()
{}.fromkeys(5)
dict.fromkeys()
len({}.items()), bool({}), bool({0: 0}), {}.__len__(), {'a': 1}.__contains__('a'), {'a': 1}.__getitem__('a'), {'a': 1}.__eq__({'a': 1}), {'a': 1}.__or__({'b': 2})
{}.get(), 
{1: 2}.get(1.0), {1: 2}.get(True), {'1': 2}.get(1), {(1, 2): 3}[1, 2], {frozenset({1}): 2}[frozenset({1})], {None: 1}[None], {1.5: 2}[1.5], {b'a': 1}.get('a')
hash({})
{**5}
{**{'a': 1}, **{'a': 2, 'b': 3}}
dict(**{'a': 1}, a=2)
dict(**{1: 2})
iter({'a': 1}).__class__.__name__, iter({'a': 1}.items()).__class__.__name__, iter({}.values()).__class__.__name__, next(iter({'a': 1}))
''')
big = {n: n * n for n in range(3)}
try:
    for key in big: big[key + 10] = 0
except RuntimeError as err: print(err)
try:
    for key in big: del big[key]
except RuntimeError as err: print(err)
class Missing(dict):
    def __missing__(self, key): return f'<{key}>'
m = Missing(a=1); print(m['a'], m['zz'], m.get('zz'), 'zz' in m, m, type(m).__name__, m | {'b': 2})
class Case(dict):
    def __setitem__(self, key, value): super().__setitem__(key.lower(), value)
    def __getitem__(self, key): return super().__getitem__(key.lower())
c = Case(); c['ABC'] = 1; print(c, c['aBc'], c.get('ABC'), len(c), isinstance(c, dict))
