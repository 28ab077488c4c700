def fib(n):
    if n < 2: return n
    return fib(n-1) + fib(n-2)
print(fib(15))
class A:
    x = 1
    def __init__(self, v, *, k=3):
        self.v = v
        self.k = k
    def m(self, y): return self.v + y + self.k
    def __repr__(self): return f"A({self.v!r}, k={self.k})"
class B(A):
    def __init__(self, v):
        super().__init__(v, k=10)
    def m(self, y): return super().m(y) * 2
    @property
    def p(self): return self.v
    @classmethod
    def c(cls): return cls(7)
    @staticmethod
    def s(x): return x+1
b = B(5)
print(b, b.m(2), b.p, B.c(), B.s(3), isinstance(b, A))
print([x*x for x in range(10) if x % 2], {k: v for k, v in zip("abc", range(3))}, {1,2,3})
def gen(n):
    for i in range(n):
        y = yield i
        if y: print("got", y)
    return "done"
g = gen(3)
print(next(g), g.send("hi"), list(g))
def outer():
    r = yield from gen(2)
    print("r", r)
print(list(outer()))
try:
    1/0
except ZeroDivisionError as e:
    print("caught", e)
finally:
    print("fin")
def f(a, b=2, *args, c, d=4, **kw): return (a,b,args,c,d,kw)
print(f(1, c=3), f(1,2,3,4,c=5,z=6))
def make():
    n = 0
    def inc():
        nonlocal n
        n += 1
        return n
    return inc
i = make(); i(); print(i())
a, *rest, z = [1,2,3,4,5]
print(a, rest, z)
x, y = 1, 2
x, y = y, x
print(x, y)
for i in range(3):
    if i == 1: continue
    print(i)
else:
    print("else")
w = 0
while True:
    w += 1
    if w > 5: break
print(w)
print(1 < 2 < 3, 1 < 3 < 2, not 1, None or 5, 0 and 3, "a" if x else "b")
with_log = []
class CM:
    def __enter__(self): with_log.append("in"); return self
    def __exit__(self, *a): with_log.append(a[0]); return True
with CM() as cm: raise ValueError("x")
with CM(): pass
print(with_log)
def h(x):
    match x:
        case 0: return "zero"
        case [a, b]: return f"pair {a} {b}"
        case {"k": v, **rest}: return f"map {v} {rest}"
        case str() as s: return "str " + s
        case A(v=vv): return f"A {vv}"
        case 1 | 2: return "one/two"
        case [1, *r]: return f"star {r}"
        case _: return "other"
print(h(0), h([1,2]), h({"k":1,"z":2}), h("q"), h(A(3)), h(2), h([1,2,3]), h(9.5))
print(f"{3.14159:.2f} {'a':>5} {x=}")
lam = lambda a, b=3: a*b
print(lam(2), sorted([3,1,2], key=lambda v: -v), max([1,5,3]), sum(range(10)))
import math
from math import sqrt as sq, pi
print(math.sqrt(2), sq(4), pi)
print((lambda *a, **k: (a, k))(*[1,2], **{"x": 1}))
def dec(fn):
    def wrapper(*a): return fn(*a) + 100
    return wrapper
@dec
def foo(x): return x
print(foo(1))
s = ""
for ch in "abc": s += ch*2
print(s)
d = {}
d["a"] = 1; d["b"] = [1,2]
d["b"][0] += 5
del d["a"]
print(d)
class P:
    __slots__ = ("a",)
try:
    P().b = 1
except AttributeError as e: print(e)
print([(i,j) for i in range(3) for j in range(i)])
print((n := 10) + n)
assert True
try:
    assert 1 == 2, "msg"
except AssertionError as e: print(repr(e))
try:
    try:
        raise KeyError("k")
    except KeyError as e:
        raise ValueError("v") from e
except ValueError as e: print(repr(e), repr(e.__cause__), repr(e.__context__))
def tryret():
    try:
        return 1
    finally:
        print("cleanup")
print(tryret())
def loopfin():
    for i in range(3):
        try:
            if i == 1: continue
            if i == 2: break
        finally:
            print("f", i)
loopfin()
print(sorted({"b":1,"a":2}.items()))
