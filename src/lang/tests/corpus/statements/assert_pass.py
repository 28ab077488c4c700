"""assert, pass, del, and where the marks of a failed assertion are."""
import traceback


def fail(text, **names):
    try:
        exec(compile(text, "none", "exec"), names)
        print("held:", text)
    except AssertionError as error:
        print(type(error).__name__, error.args, str(error))


fail("assert True")
fail("assert 0")
fail("assert 1 == 2, 'one is not two'")
fail("assert [], ('a', 1)")
fail("assert x > 0, f'{x=}'", x=-3)
fail("assert x", x=[0])
fail("assert isinstance(x, int), type(x)", x="s")
fail("assert not x, x", x={"k": 1})
fail("assert (x, 'always true')", x=0)


def check(n, kind):
    if kind == "compare":
        assert n == 2
    elif kind == "and":
        assert n is n and n == 5
    elif kind == "or":
        assert n == 3 or n == 4
    elif kind == "call":
        assert bool(n - 1)
    elif kind == "name":
        assert not n
    elif kind == "message":
        assert n < 0, "negative wanted"
    elif kind == "chain":
        assert 5 < n < 10
    elif kind == "in":
        assert n in (2,
                     3), "in " + \
            "lines"
    elif kind == "all":
        assert all(x for x in (n, 0))
    elif kind == "not and":
        assert not (n == 1 and n < 5)
    elif kind == "if":
        assert (n == 2 if n else n == 3)


for kind in ("compare", "and", "or", "call", "name", "message", "chain", "in", "all", "not and", "if"):
    try:
        check(1, kind)
    except AssertionError:
        print(kind, traceback.format_exc(), sep="\n")


class Empty:
    pass


def nothing(): pass


def later(): ...


for _ in range(2): pass
while False: pass
if True: pass
else: pass
try: pass
finally: pass
with open("/dev/null") if False else __import__("contextlib").nullcontext(): pass
print(nothing(), later(), Empty().__dict__, ...)
x = y = [1, 2, 3]
del x[0], y[0]
print(y)
del x
try:
    print(x)
except NameError as error:
    print(error)
a, b, c = 1, 2, {"k": {"n": 1}, "m": 2}
del (a), [b], c["k"]["n"]
print(c, "a" in globals(), "b" in globals())
del c["k"], c["m"]
for bad in ("del c['none']", "del y[9]", "del none", "del y.none", "del (1,)[0]"):
    try:
        exec(bad)
    except Exception as error:
        print(type(error).__name__, error)


def local():
    value = 1
    del value
    return value


try:
    local()
except UnboundLocalError as error:
    print(error)
