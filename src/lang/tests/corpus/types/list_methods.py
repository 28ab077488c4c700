def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line)))
        except Exception as error:
            print(line, "->", type(error).__name__ + ":", error)


a = [3, 1, 2]
print(a.append(4), a, a.extend('ab'), a, a.insert(0, 'x'), a, a.insert(-1, 'y'), a, a.insert(100, 'z'), a)
print(a.pop(), a.pop(0), a.pop(-2), a, a.remove('a'), a, a.reverse(), a, a.copy() == a, a.copy() is a)
b = [5, 2, 8, 2]
print(b.index(2), b.index(2, 2), b.count(2), b.sort(), b, b.sort(reverse=True), b, b.clear(), b)
w = ['bb', 'a', 'ccc', 'dd']
print(sorted(w, key=len), sorted(w, key=len, reverse=True), sorted(w), w.sort(key=lambda s: (-len(s), s)), w)
c = list(range(10))
c[2:5] = ['a']; print(c); c[1:1] = [9, 9]; print(c); c[::3] = 'wxyz'; print(c); del c[1:3]; print(c); del c[::2]; print(c); c[:] = []; print(c)
d = [1, 2] + [3]; d += (4, 5); d *= 2; print(d, d[1:-1:2], d[::-1], d[-3:], d[100:], d[-100:2])
e = f = [1]; e += [2]; print(f, e is f); e = e + [3]; print(f, e)
grid = [[0] * 3 for _ in range(2)]; grid[0][1] = 5; print(grid); alias = [[0] * 2] * 2; alias[0][0] = 1; print(alias)
rec = [1]; rec.append(rec); print(rec, rec[1] is rec, len(rec))
x, *y, z = [1, 2, 3, 4]; print(x, y, z); [p, q] = 1, 2; print(p, q)
show('''
[].pop()
[1].pop(5)
[1].pop('a')
[1].remove(5)
[1].index(5)
[1, 2, 3].index(3, 0, 2)
[1][1]
[1]['a']
[1][1.0]
[1][None]
[1][::0]
[1] + (2,)
[1] + 1
[1] * 1.5
[1] * [2]
[1] - [1]
[1] < [2], [1, 2] < [1, 3], [1] < [1, 0], [] < [0], [1] == [1.0], [1] == (1,), [[1], 2] == [[1], 2]
[1] < ['a']
[1] < 1
[1] < (2,)
[3, 'a'].sort()
sorted([1, None])
sorted([1, 2], key=5)
sorted(5)
[1].sort(5)
[1].append()
[1].append(1, 2)
[1].extend(5)
[1].insert(1)
[1].foo
[1].apend(2)
list(5)
list('abc'), list({'a': 1}), list((1, 2)), list(range(3)), list({3}), list(), list(map(str, [1]))
list(1, 2)
[1, 2, 3][True], 2 in [1, 2.0], '2' in [2], [] in [[]], None in [None]
len([1, [2, 3]]), sum([[1], [2]], []), min([3, 1]), max([[1, 2], [1, 3]]), any([0, '']), all([]), sorted([True, 0, 2, -1])
sum(['a', 'b'])
max([])
min([], default='none')
hash([1])
{[1]: 2}
repr([1, 'a', None, 1.5, [2], (3,), {4: 5}, {6}]), str(['it\\'s', "q\\"", '\\n']), [[]], [()], [{}], [...]
[1, 2, 3].__len__(), [1].__contains__(1), [1].__add__([2]), [1].__mul__(2), [1].__getitem__(0), [1].__eq__([1]), [1].__iadd__([2]), [1, 2].__reversed__().__class__.__name__
[i for i in range(10) if i % 2], [(i, j) for i in range(2) for j in 'ab'], [[j for j in range(i)] for i in range(3)], [x if x else 'zero' for x in (0, 1)]
list(zip([1, 2, 3], 'ab')), list(enumerate('ab', 1)), list(reversed([1, 2])), list(filter(None, [0, 1, '', 'a'])), list(map(max, [1, 5], [3, 2]))
[*range(3), *'ab', *[]], [*{'k': 1}], [1, 2, 3][-1], [0, 1, 2, 3][1:3][0]
''')
it = iter([1, 2, 3]); print(next(it), list(it), next(it, 'done'))
lst = [1, 2, 3, 4]
for v in lst:
    if v == 2: lst.remove(v)
print(lst)
try:
    x, y = [1, 2, 3]
except ValueError as err: print(err)
try:
    x, y, z = [1, 2]
except ValueError as err: print(err)
try:
    x, *y, z = [1]
except ValueError as err: print(err)
try:
    lst[1:3:2] = [1, 2, 3]
except ValueError as err: print(err)
try:
    lst[0:1] = 5
except TypeError as err: print(err)
try:
    del lst[10]
except IndexError as err: print(err)
try:
    lst[10] = 0
except IndexError as err: print(err)
