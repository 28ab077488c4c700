def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line)))
        except Exception as error:
            print(line, "->", type(error).__name__ + ":", error)


from collections import defaultdict, OrderedDict, ChainMap, UserDict, UserList, UserString
import collections
d = defaultdict(list); d['a'].append(1); d['b']; print(d, d.default_factory, d.get('zz'), 'zz' in d, dict(d), len(d), defaultdict(int, a=1)['q'], defaultdict(lambda: 'x')['k'], d.copy(), d | {'c': 1}, d == {'a': [1], 'b': []})
counts = defaultdict(int)
for ch in 'mississippi': counts[ch] += 1
print(dict(counts), sorted(counts.items()), counts.pop('m'), counts)
tree = lambda: defaultdict(tree); t = tree(); t['a']['b']['c'] = 1; print(t['a']['b']['c'], list(t), list(t['a']))
for f in (lambda: defaultdict(5), lambda: defaultdict()['x'], lambda: defaultdict(None)['x'], lambda: defaultdict(int)[[1]], lambda: defaultdict(list, 5)):
    try: print(f())
    except Exception as err: print(type(err).__name__, err)
n = defaultdict(int); n.default_factory = None
try: n['x']
except KeyError as err: print('KeyError', err)
print(repr(defaultdict(int, {1: 2})), repr(defaultdict(None)), defaultdict(set)['x'], defaultdict.__missing__(defaultdict(int), 'x'))
o = OrderedDict([('a', 1), ('b', 2), ('c', 3)]); print(o, o.move_to_end('a'), o, o.move_to_end('c', last=False), list(o), o.popitem(), o.popitem(last=False), o, OrderedDict(), OrderedDict(a=1) == {'a': 1}, OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), list(reversed(OrderedDict(x=1, y=2))), o | {'z': 0}, o.copy(), type(o.copy()).__name__, OrderedDict.fromkeys('ab', 0), o.setdefault('q', 7), o.pop('q'), o.keys(), o.items())
for f in (lambda: o.move_to_end('zz'), lambda: OrderedDict().popitem(), lambda: o.pop('zz'), lambda: o['zz']):
    try: print(f())
    except KeyError as err: print('KeyError', err)
base, local = {'a': 1, 'b': 2}, {'b': 20}
c = ChainMap(local, base); print(c, c['a'], c['b'], list(c), len(c), 'a' in c, c.maps, c.parents, c.new_child({'z': 0}), dict(c), sorted(c.items()), c.get('q'), bool(ChainMap()))
c['new'] = 5; del c['b']; print(local, c['b'], c.pop('new'), local, ChainMap(), c == {'a': 1, 'b': 2}, c.new_child(), c | {'x': 1})
for f in (lambda: c['nope'], lambda: c.pop('a'), lambda: c.__delitem__('a'), lambda: ChainMap({}).popitem()):
    try: print(f())
    except KeyError as err: print('KeyError', err)
class Upper(UserDict):
    def __setitem__(self, key, value): super().__setitem__(key.upper(), value)
u = Upper({'a': 1}, b=2); u.update(c=3); u['d'] = 4; print(u, u.data, 'A' in u, len(u), list(u), u.get('zz'), u.pop('A'), dict(u), u == {'B': 2, 'C': 3, 'D': 4}, isinstance(u, dict), u.copy(), type(u.copy()).__name__, u | {'e': 5}, u.setdefault('f', 6), u.popitem())
class Unique(UserList):
    def append(self, item):
        if item not in self.data: super().append(item)
l = Unique([1, 2]); l.append(2); l.append(3); print(l, l[0], l[1:], l + [9], l * 2, len(l), l.index(3), l.count(1), 3 in l, l == [1, 2, 3], sorted(l), l.data, type(l[1:]).__name__, l.pop(), l.reverse(), l, l.extend([5]), l, l.insert(0, 0), l.sort(), l, l < [9], [0] + l, l.copy(), l.remove(0), l)
s = UserString('hello'); print(s, repr(s), s.upper(), s + '!', s * 2, s[1], s[::-1], len(s), s == 'hello', 'ell' in s, s.replace('l', 'L'), s.split('l'), type(s.upper()).__name__, s.data, hash(s) == hash('hello'), s.find('l'), int(UserString('42')), s.startswith('he'), '%s' % s, s.title(), s.center(9, '*'), s < 'z', s.join('ab'), s.isalpha(), str(s), s.count('l'), s.encode())
print(collections.__name__, issubclass(OrderedDict, dict), issubclass(defaultdict, dict))
