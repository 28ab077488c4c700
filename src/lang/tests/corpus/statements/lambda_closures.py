adders = [lambda x, n=n: x + n for n in range(3)]
late = [lambda: n for n in range(3)]
print([add(10) for add in adders], [get() for get in late])
def counter():
    count = 0
    def bump(by=1):
        nonlocal count
        count += by
        return count
    return bump
one, two = counter(), counter()
print(one(), one(5), two())
compose = lambda *fs: lambda x: x if not fs else compose(*fs[:-1])(fs[-1](x))
print(compose(str, abs, lambda x: x - 5)(2), (lambda *a, **k: (a, k))(1, b=2))
