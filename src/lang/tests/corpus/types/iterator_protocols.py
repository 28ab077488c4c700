def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line)))
        except Exception as error:
            print(line, "->", type(error).__name__ + ":", error)


class Count:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n <= 0: raise StopIteration
        self.n -= 1; return self.n
print(list(Count(3)), sum(Count(4)), max(Count(5)), 2 in Count(5), tuple(Count(2)), sorted(Count(3)), [*Count(2)], dict(zip('ab', Count(2))), list(map(str, Count(2))), ','.join(map(str, Count(3))))
a, b = Count(2); print(a, b); x, *y = Count(4); print(x, y)
class Seq:
    def __getitem__(self, i):
        if i >= 3: raise IndexError
        return i * 10
print(list(Seq()), 20 in Seq(), 5 in Seq(), list(enumerate(Seq())), [*Seq()], list(reversed(list(Seq()))), iter(Seq()).__class__.__name__)
class NoIter: pass
class BadIter:
    def __iter__(self): return 5
class NoneIter(list): __iter__ = None
show('''
iter(NoIter())
iter(BadIter())
iter(NoneIter())
iter(5)
next(5)
next([1])
next(iter([]))
next(iter([]), 'default')
next(iter('a'))
list(iter(lambda c=iter('abcd'): next(c), 'c'))
iter(5, 6)
list(5)
for_in = [i for i in 5]
5 in 5
5 in NoIter()
[*5]
zip(5)
list(zip()), list(zip('ab')), list(zip('abc', [1, 2])), list(zip('ab', 'cd', 'ef')), dict(zip('ab', 'cd'))
list(zip('ab', 'c', strict=True))
list(zip('a', 'bc', strict=True))
list(zip('ab', 'cd', 'e', strict=True))
list(zip('ab', 'cd', strict=True))
list(enumerate('ab')), list(enumerate('ab', start=5)), enumerate('ab').__next__(), list(enumerate([], 3))
enumerate(5)
enumerate('a', 'b')
enumerate()
list(map(lambda a, b: a + b, [1, 2], [3, 4, 5])), list(map(None.__class__, [])), list(map(int, '12'))
map(int)
list(map(5, [1]))
list(map(int, ['a']))
list(filter(lambda x: x > 1, [1, 2, 3])), list(filter(None, [0, 1, None, 'a', []])), list(filter(str.isalpha, 'a1b'))
filter(None)
list(filter(5, [1]))
list(reversed([1, 2])), list(reversed('ab')), list(reversed((1, 2))), list(reversed(range(3))), list(reversed({'a': 1, 'b': 2}))
reversed({1, 2})
reversed(5)
reversed(iter([1]))
list(reversed(Seq()))
sum(Count(3), 10), sum([], 5), sum([[1], [2]], []), sum((i for i in range(3))), sum([1.5, 2])
sum('abc')
sum([1], 'a')
sum(5)
sum([[1]])
any(Count(3)), all(Count(3)), any([]), all([]), any(x > 2 for x in [1, 3]), min(Count(3)), max([], default=0), min('b', 'a'), max([1, 2], [1, 3]), max('apple', 'fig', key=len)
max(5)
max(1, 'a')
min([1, 'a'])
max()
max(1, 2, default=3)
max([1], key=5)
iter([1]).__class__, iter(()).__class__, iter({}).__class__, iter(set()).__class__, iter('').__class__, iter(b'').__class__, iter(range(0)).__class__, (i for i in []).__class__, zip().__class__, map(int, []).__class__, filter(None, []).__class__, enumerate([]).__class__, reversed([]).__class__
''')
class Tree:
    def __init__(self, v, *kids): self.v, self.kids = v, kids
    def __iter__(self):
        yield self.v
        for kid in self.kids: yield from kid
    def __reversed__(self): return iter(list(self)[::-1])
    def __len__(self): return sum(1 for _ in self)
    def __contains__(self, v): print('contains?', v); return any(v == w for w in self)
t = Tree(1, Tree(2, Tree(3)), Tree(4)); print(list(t), list(reversed(t)), len(t), 3 in t, 9 in t, bool(t))
it = iter([1, 2, 3]); print(list(zip(it, it)), next(it, None)); it = iter([1, 2, 3, 4]); print([(a, next(it)) for a in it])
z = zip([1, 2], iter('abc')); print(next(z), list(z), list(z)); e = enumerate('xy'); next(e); print(list(e))
class Len:
    def __len__(self): return self.n
    def __init__(self, n): self.n = n
for n in (-1, 'a', 1.5, 2**70):
    try: print(len(Len(n)))
    except Exception as err: print(type(err).__name__, err)
for n in (-1, 2):
    try: print(bool(Len(n)))
    except Exception as err: print(type(err).__name__, err)
