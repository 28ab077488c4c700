d = {'a': 1, 'b': 2}
d['c'] = 3
print(d, d['a'], d.get('z'), d.get('z', 0), d.pop('a'), d.pop('z', None), d.setdefault('e', []), d, list(d), list(d.values()), list(d.items()), len(d), 'b' in d)
print(dict(a=1), dict([('x', 1)]), dict(zip('ab', [1, 2])), {**d, 'b': 9}, d | {'z': 0}, dict.fromkeys('ab', 0), d.copy() == d, {'a': 1, 'b': 2} == {'b': 2, 'a': 1})
d.update({'b': 20}, k=5)
print(d, d.popitem(), list(reversed(d)), d.keys() & {'b', 'q'}, d.keys() | {'q'} == {'b', 'c', 'e', 'q'}, d.items(), d.keys(), d.values(), max(d, key=lambda k: len(k)))
d.clear()
print(d, {1: 'a', True: 'b'}, {(1, 2): {}}, sorted({'b': 1, 'a': 2}.items(), key=lambda kv: kv[1]), {k: v for k, v in [('a', 1)]})
m = {}; m['self'] = m; print(m)
for work in ['{}["x"]', '{[]: 1}', '{}.popitem()', 'dict([1])', 'dict([(1, 2, 3)])', 'dict(5)', '{} < {}', '{}.pop("x")', '{} + {}', '{1: 2}[{}]']:
    try:
        eval(work)
    except Exception as e:
        print(type(e).__name__, e)
d = {1: 1}
try:
    for k in d:
        d[k + 1] = 0
except RuntimeError as e:
    print(e)
