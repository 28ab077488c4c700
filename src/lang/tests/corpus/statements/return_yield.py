"""return and yield in every corner: finally that overrides, generators that return, send, throw, close, delegation."""
def override():
    try:
        return "try"
    finally:
        return "finally"


def swallow():
    try:
        1 / 0
    finally:
        return "swallowed"


def unchanged():
    x = 1
    try:
        return x
    finally:
        x = 2


def nested():
    for i in range(3):
        try:
            try:
                if i == 1:
                    return i
            finally:
                print("inner", i, end=" ")
        finally:
            print("outer", i, end=" ")


def nothing():
    return


def several():
    return 1, *[2, 3]


print(override(), swallow(), unchanged(), nested(), nothing(), several())


def averager():
    total, count, average = 0.0, 0, None
    while True:
        try:
            term = yield average
        except ValueError as error:
            print("told", error, end=" ")
            total, count, average = 0.0, 0, None
            continue
        if term is None:
            return count, average
        total, count = total + term, count + 1
        average = total / count


g = averager()
print(next(g), g.send(10), g.send(20), g.throw(ValueError("reset")), g.send(5))
try:
    g.send(None)
except StopIteration as stop:
    print(stop.value, stop.args)
try:
    next(g)
except StopIteration as stop:
    print(repr(stop))


def delegate(log):
    while True:
        result = yield from averager()
        log.append(result)
        if result[0] == 0:
            return "over"


log = []
d = delegate(log)
next(d)
for value in (1, 2, None, 7, None):
    d.send(value)
try:
    d.send(None)
except StopIteration as stop:
    print(log, stop.value)


def cleanup():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print("closing", end=" ")
        raise
    finally:
        print("cleaned")


c = cleanup()
print(next(c))
c.close()
c.close()
print(list(c))


def stubborn():
    while True:
        try:
            yield 1
        except GeneratorExit:
            pass


s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as error:
    print(error)


def leaky():
    yield 1
    raise StopIteration("mine")


try:
    list(leaky())
except RuntimeError as error:
    print(error, repr(error.__cause__))


def reentrant():
    yield next(me)


me = reentrant()
for work in (lambda: next(me), lambda: averager().send(1), lambda: (yield_ for yield_ in []).throw(KeyError("k")), lambda: averager().throw(3)):
    try:
        print(work())
    except Exception as error:
        print(type(error).__name__, error)


def empty():
    return
    yield


def expression():
    x = yield
    print("got", x, end=" ")
    y = (yield x * 2) + (yield x * 3)
    return (yield [y, (yield)])


e = expression()
print(next(e), e.send(5), e.send(1), e.send(2), e.send("last"), list(empty()))
print((lambda: (yield 1))().__next__(), sum((yield_ := x) for x in range(4)), [*(x for x in "ab")])


def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)


print(list(tree(3)), max(tree(4)), next(tree(0), "none"), dict(zip(tree(2), "abc")))
for text in ("return 1", "yield 1", "class C: return 1", "class C: yield", "def f(): return yield", "x = yield = 1", "def f(): x = yield y = 2", "[(yield 1) for x in y]"):
    try:
        compile(text, "t", "exec")
        print("fine", text)
    except SyntaxError as error:
        print(error.msg)
