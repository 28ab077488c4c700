x = [3, 1, 2]
x.append(5); x.extend([4, 0]); x.insert(1, 9); x.remove(1)
print(x, x.pop(), x.pop(0), x.index(2), x.count(9), x.copy() is x, x + [1], [0] * 3, x[::-1], 9 in x)
x.sort(); print(x); x.sort(reverse=True); print(x); x.reverse(); print(x)
print(sorted(['b', 'A', 'c'], key=str.lower), sorted([(1, 'b'), (1, 'a')]), max([1, 5], [1, 6]), min('b', 'a', key=ord), sum([[1], [2]], []))
x[1:3] = ['a', 'b', 'c']; x[::2] = [0] * len(x[::2]); x[len(x):] = [7]; del x[0]
print(x, [[]] * 2, list('ab'), list(range(3)), [1, [2, [3]]], x.clear(), x)
y = [1]; y.append(y); print(y, [1, 2] == [1, 2], [1] < [1, 0], [*'ab', *[1]])
for work in [lambda: [][0], lambda: [].pop(), lambda: [1].remove(2), lambda: [1].index(2), lambda: [1] + (2,), lambda: [1]['a'], lambda: [1, 'a'].sort(), lambda: [1] * 1.5, lambda: list(5), lambda: [1, 2].pop(7)]:
    try:
        work()
    except Exception as e:
        print(type(e).__name__, e)
