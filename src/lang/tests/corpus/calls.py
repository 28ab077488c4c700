# Every kind of parameter, and the errors of calls that do not fit.
def show(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except TypeError as error:
        print("TypeError:", error)


def plain(a, b): return a, b
def default(a, b=2): return a, b
def only(a, /, b, *, c): return a, b, c
def named(*, k, m=5): return k, m
def rest(*args, **kwargs): return args, kwargs
def mixed(a, b=2, *args, c, d=4, **kwargs): return a, b, args, c, d, kwargs


for f in plain, default, only, named, rest, mixed:
    show(f)
    show(f, 1)
    show(f, 1, 2)
    show(f, 1, 2, 3)
    show(f, a=1)
    show(f, 1, b=2)
    show(f, 1, a=2)
    show(f, 1, 2, c=3)
    show(f, 1, c=3)
    show(f, k=1)
    show(f, k=1, m=2, z=3)
    show(f, 1, 2, 3, c=4, d=5, e=6)

show(lambda: 1, 2)
show(lambda x: x, y=1)


class A:
    def m(self, x): return x
    @staticmethod
    def s(x): return x
    @classmethod
    def c(cls, x): return cls.__name__, x


a = A()
show(a.m)
show(a.m, 1)
show(a.m, 1, 2)
show(A.m, 1)
show(a.s)
show(a.c, 1)
show(A, 1)
show(5)
show(len)
show(len, 1, 2)
show(len, 5)
show([].append)
show([1].pop, 1, 2)
show(rest, **{"a": 1}, **{"b": 2})
show(rest, *[1, 2], 3, *(4, 5))


def f(x, acc=[]):
    acc.append(x)
    return acc


print(f(1), f(2))
print(f.__defaults__, f.__name__, f.__qualname__, A.m.__qualname__)
try:
    rest(**{"a": 1}, a=2)
except TypeError as error:
    print(error)
try:
    rest(**5)
except TypeError as error:
    print(error)
try:
    rest(*5)
except TypeError as error:
    print(error)
try:
    rest(**{1: 2})
except TypeError as error:
    print(error)


def annotated(a: int, b: "str" = "x", *c: float, d: list = None, **e: dict) -> bool:
    """Doc."""


print(annotated.__annotations__, annotated.__doc__)
compose = lambda *fs: lambda x: [f(x) for f in fs]
print(compose(abs, str, float)(-3))
print((lambda a, *, b=1, **c: (a, b, c))(1, z=2))
