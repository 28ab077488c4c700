print([x * y for x in range(4) if x % 2 for y in range(3)], [[c for c in w] for w in ('ab', 'c')])
print({w: len(w) for w in ('a', 'bb')}, {x % 3 for x in range(10)}, sum(x for x in range(5)), list(x for x in 'ab'))
print([(i, j) for i, j in zip('ab', range(2))], [y := 5, y ** 2], [z for x in range(3) if (z := x * 2)], z)
x = 'kept'
[x for x in range(3)]
print(x, [lambda: i for i in range(2)][0](), [*range(3), *'ab'], {**{'a': 1}, 'b': 2}, (*[1], 2))
print([a or b for a, b in [(0, 1), (2, 3)]], any(x > 2 for x in range(4)), [f'{n:02}' for n in range(2)])
