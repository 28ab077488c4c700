"""Every way to pass and take arguments, with CPython's messages for what does not fit."""
def show(a, b=2, /, c=3, *rest, d, e=5, **more):
    return f"{a=} {b=} {c=} {rest=} {d=} {e=} {more=}"


print(show(1, d=4), show(1, 2, 3, 4, 5, d=6, e=7, f=8), show(*[1, 2], *(3,), **{"d": 4}, **{"z": 1}), show(1, d=0, a=9, b=8), sep="\n")


def only(*, key): return key
def pos(x, y, /): return x - y
def many(*args, **kwargs): return args, kwargs
def default(x, acc=[], *, n=len("abc")): acc.append(x); return acc, n
def one(self): return self


print(only(key=1), pos(3, 1), many(), many(1, *"ab", k=2, **dict(z=3)), default(1), default(2), default(3, []), default.__defaults__, default.__kwdefaults__)
bad = ["show()", "show(1)", "show(1, 2, 3)", "show(d=1)", "show(1, d=2, d2=3, c=1, e=1, **{'c': 5})", "only(1)", "only()", "only(key=1, other=2)", "pos(x=1, y=2)",
       "pos(1)", "pos(1, 2, 3)", "pos()", "one()", "one(1, 2)", "many(**{1: 2})", "many(**[1])", "many(*1)", "many(k=1, **{'k': 2})", "len()", "len(1, 2)",
       "len(x=1)", "int(1, 2, 3)", "print(foo=1)", "sorted()", "sorted([1], 2)", "max()", "isinstance(1)", "'a'.join()", "'a'.split(1, 2, 3)", "[].append()",
       "{}.get()", "range()", "range(1, 2, 3, 4)", "(lambda x: x)()", "(lambda: 0)(1)", "C(1)", "C.method()", "C().method(1)", "D()", "D(1, 2)", "D(1, y=2, z=3)",
       "sum()", "abs()", "chr('a')", "ord('ab')", "divmod(1)", "enumerate()", "zip(1)", "map()", "map(len)", "hasattr(1)", "getattr(1, 2)", "round()", "pow(1)",
       "one(self=1, x=2)", "many(1, 2)(3)", "show(1, d=2, show=3)(1)"]


class C:
    def method(self): return 1


class D:
    def __init__(self, x, *, y=1): pass


for text in bad:
    try:
        print(text, "->", eval(text))
    except Exception as error:
        print(text, "->", type(error).__name__, error)


def wrapper(function):
    def inner(*args, **kwargs):
        print(function.__name__, args, kwargs, end=" ")
        return function(*args, **kwargs)
    return inner


@wrapper
def area(w, h=1, *, unit="m"): return f"{w * h}{unit}"


print(area(2), area(2, 3), area(2, h=4, unit="cm"), area(**{"w": 5}))
first, *_, last = many(1, 2, 3)[0]
print(first, last, [*range(3), *"ab"], {**{"a": 1}, "b": 2}, (*(), 1), {*[1], 2}, [*{}, *[[]]], print(*[], sep="x"))
for text in ("f(**k, *a)", "f(a=1, 2)", "f(**k, 1)", "f(a=1, a=2)", "def f(a, a): 0", "def f(a=1, b): 0", "def f(*, **k): 0", "def f(*): 0", "def f(/): 0",
             "def f(a, /, b, /): 0", "def f(*a, *b): 0", "def f(**k, a): 0", "lambda x=1, y: 0", "f(x for x in y, 1)", "f(1=2)", "f(a.b=1)", "f(None=1)", "f(a + 1 = 2)"):
    try:
        compile(text, "t", "exec")
        print("fine:", text)
    except SyntaxError as error:
        print(text, "->", error.msg)
