def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line)))
        except Exception as error:
            print(line, "->", type(error).__name__ + ":", error)


show('''
range(5), range(1, 5), range(1, 10, 2), range(10, 0, -3), range(0), list(range(10, 0, -3)), list(range(5, 5)), list(range(0, -3, -1)), list(range(3))[::-1]
len(range(10)), len(range(1, 10, 3)), len(range(10, 0)), range(10)[3], range(10)[-1], range(10)[2:5], range(10)[::2], range(10)[::-1], range(0, 10, 2)[1:3], range(10, 0, -2)[1]
3 in range(5), 5 in range(5), 2.0 in range(5), 2.5 in range(5), 'a' in range(5), -1 in range(5), 4 in range(0, 10, 3), True in range(2)
range(5).index(3), range(0, 10, 2).index(4), range(5).count(3), range(5).count(9)
range(5).start, range(5).stop, range(5).step, range(1, 5) == range(1, 5), range(0) == range(2, 2), range(0, 3, 2) == range(0, 4, 2), range(3) == [0, 1, 2], hash(range(3)) == hash(range(3)), range(3) != range(4)
bool(range(0)), bool(range(1)), sum(range(101)), max(range(5)), min(range(3, 9)), sorted(range(3), reverse=True), list(reversed(range(3))), list(map(str, range(2))), tuple(range(2)), set(range(3)), [*range(2)]
range(5).index(9)
range(5)[9]
range(5)['a']
range(1.5)
range('a')
range()
range(1, 2, 0)
range(1, 2, 3, 4)
range(None)
range(5) + range(5)
range(3) < range(4)
range(5).foo
range(3).start(), 
range(10)[slice(2, 8, 3)], list(range(10))[slice(None, None, -3)], iter(range(3)).__class__.__name__, reversed(range(3)).__class__.__name__, next(iter(range(5, 9)))
slice(5), slice(1, 5), slice(1, 5, 2), slice(None), slice(1, None), slice('a', 'b'), slice(1, 2) == slice(1, 2), slice(1, 2) != slice(1, 3), slice(1) < slice(2), slice(1, 2, 3) >= slice(1, 3), sorted([slice(3), slice(1)])
slice(1, 5, 2).start, slice(1, 5, 2).stop, slice(1, 5, 2).step, slice(5).start, slice(1, 5).indices(3), slice(None, None, -1).indices(5), slice(-3, None).indices(10), slice(10, 0, -2).indices(6)
slice()
slice(1, 2, 3, 4)
hash(slice(1))
slice(1, 5).indices(-1)
slice('a').indices(5)
[1, 2, 3, 4, 5][slice(1, 4)], 'hello'[slice(None, None, -1)], (1, 2, 3)[slice(-2, None)]
[1, 2, 3]['a':'b']
[1, 2, 3][1.5:]
'abc'[None:None], 'abc'[:True], [1, 2, 3][-100:100], [1, 2, 3][2:1], [1, 2, 3][::100], [1, 2, 3][-1::-1], [1, 2, 3, 4][-1:-3:-1]
''')
class Grid:
    def __getitem__(self, key): return key
g = Grid(); print(g[1], g[1:2], g[1:2:3], g[:], g[1, 2], g[1:2, ::3], g[..., 0], g[()], g[None], g['a':'b'], g[-1:], g[(1, 2)], g[1,], g[:, None])
class Window:
    def __init__(self, items): self.items = items
    def __len__(self): return len(self.items)
    def __getitem__(self, key):
        if isinstance(key, slice): return Window([self.items[i] for i in range(*key.indices(len(self)))])
        return self.items[key]
    def __setitem__(self, key, value): print('set', key, value)
    def __delitem__(self, key): print('del', key)
    def __repr__(self): return f'Window({self.items})'
w = Window(list('abcdef')); print(w[1:4], w[::-2], w[-2:], w[0], list(w[1:3]), 'c' in w, list(reversed(w)))
w[1:2] = 5; w[0] = 1; del w[::2]; del w[3]; w[1, 2] = 3; w[:] += [1] if False else []
for i in range(3, 0, -1): print(i, end=' ')
for i in range(0, 1): pass
print(i, list(range(*(1, 6, 2))), [i for i in range(20) if i in range(0, 20, 7)])
r = iter(range(3)); print(list(r), list(r), next(r, 'end'))
