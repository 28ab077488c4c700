# Names: globals, cells, nonlocal, class bodies, comprehensions, walrus, del.
x = "global"


def reads(): return x
def shadows():
    x = "local"
    return x
def writes():
    global x, fresh
    x = "changed"
    fresh = "made"


print(reads(), shadows())
writes()
print(x, fresh)


def counter():
    n = 0
    def up(by=1):
        nonlocal n
        n += by
        return n
    def get(): return n
    return up, get


up, get = counter()
up()
up(5)
print(get())


def loops():
    return [lambda: i for i in range(3)], [lambda i=i: i for i in range(3)]


late, early = loops()
print([f() for f in late], [f() for f in early])


def deep():
    a = 1
    def one():
        b = 2
        def two():
            nonlocal a, b
            a += 10
            b += 20
            return a, b
        return two(), b
    return one(), a


print(deep())


class Body:
    y = x
    x = "in class"
    z = x
    squares = [n * n for n in range(4)]
    def m(self): return x
    def c(self): return __class__.__name__


print(Body.y, Body.z, Body().m(), Body.squares, Body().c())


def around():
    x = "around"
    class Inner:
        seen = x
        def look(self): return x
    return Inner.seen, Inner().look()


print(around())
print([y := 5, y ** 2], y)
print([last := n for n in range(4)], last)
print(any((hit := n) > 2 for n in [1, 3, 5]), hit)


def walrus():
    if (n := len("abc")) > 2:
        return n, [m for k in range(3) if (m := k * 2)], m
    return None


print(walrus())


def deletes():
    a = 1
    del a
    try:
        return a
    except UnboundLocalError as error:
        return str(error)


print(deletes())
try:
    del x
    x
except NameError as error:
    print(error)
x = "back"
print([[i * j for j in range(i)] for i in range(4)], {i: {j for j in range(i)} for i in range(3)})
print([(a, b) for a in range(3) if a for b in range(a) if b or True])
a = b = c = [1]
print(a is b is c)
(a, b), [c, *d] = (1, 2), [3, 4, 5]
print(a, b, c, d)
first, (second, *third), fourth = 1, (2, 3, 4), 5
print(first, second, third, fourth)
data = [0, 1, 2, 3, 4, 5]
data[1:3] = ["a", "b", "c"]
data[-1] += 10
del data[0], data[-2:]
print(data)
i = 0
i, data[i] = 1, "target order"
print(i, data)


class Attr: pass


o = Attr()
o.a = o.b = 2
o.a += 3
o.a **= 2
o.c = [1, 2]
o.c[0], o.d = o.a, o.b
print(o.a, o.c, o.d, vars(o))
for o.loop in range(2):
    pass
for data[0], k in [(7, 8)]:
    print(o.loop, data[0], k)
n = 10
n //= 3
n <<= 4
n |= 1
n ^= 3
n &= 0xFE
n >>= 1
n %= 7
print(n)


def unusual(a=x, *, b=[i for i in range(2)]): return a, b


print(unusual())
if True:
    def conditional(): return "defined"
print(conditional())
for k in []:
    pass
else:
    print("empty loop")
while False:
    pass
else:
    print("while else")
for k in range(5):
    if k == 3:
        break
else:
    print("not here")
print(k)
print(1 if False else 2 if False else 3, (1, 2) < (1, 3), 1 < 2 > 1 != 3, not 1 == 2)
print(None or 0 or "" or "last", 1 and 2 and 3, 0 or None, 1 and 0 and fail)
print(f"{x!r:>8}|{1 + 1}|{'nested ' + f'{2 * 3}'}|{{}}|{x=}|{3.14159:{'.2f'}}")
def chained():
    calls = []
    def v(n):
        calls.append(n)
        return n
    return v(1) < v(3) < v(2) < v(9), calls
print(chained())
def docs():
    "The doc."
    return docs.__doc__
print(docs())
docs.attribute = 5
print(docs.attribute, docs.__dict__)
value: int = 5
other: "str"
print(__annotations__)
print(__name__)
lst = [1, 2, 3]
for item in lst:
    if item < 3:
        lst.append(item + 10)
print(lst)
print(*lst, sep="-")
def gen_scope():
    n = 3
    return list(n * k for k in range(n))
print(gen_scope())
match {"type": "circle", "r": 2, "extra": 1}:
    case {"type": "square", "a": a}:
        print("square", a)
    case {"type": "circle", "r": r, **others} if r > 1:
        print("circle", r, others)
for thing in [1, "1", (1, 2), [1, [2, 3]], {"k": None}, None, 2.5, True, Attr()]:
    match thing:
        case True: print("true")
        case int(n): print("int", n)
        case str() | float() as s: print("str or float", s)
        case (a, b) if isinstance(b, int): print("pair", a, b)
        case [a, [*inner]]: print("nested", a, inner)
        case {"k": None}: print("none inside")
        case None: print("none")
        case Attr(): print("attr")
