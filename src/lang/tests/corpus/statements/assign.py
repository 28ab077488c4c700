a = b = [1]
b.append(2)
print(a, a is b)
x, y = 1, 2
x, y = y, x
(p, [q, r]), *rest = (1, (2, 3)), 4, 5
print(x, y, p, q, r, rest)
first, *middle, last = 'hello'
print(first, middle, last)
for work in ['a, b = 1', 'a, b = 1, 2, 3', 'a, b, *c = [1]', 'a, b = []']:
    try:
        exec(work)
    except Exception as e:
        print(type(e).__name__, e)
