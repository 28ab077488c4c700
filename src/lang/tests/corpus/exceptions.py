# try, finally, chaining, classes of one's own.
def attempt(f, *args):
    try:
        result = f(*args)
    except Exception as error:
        print(type(error).__name__, error, repr(error))
    else:
        print("ok", result)


class Own(Exception):
    pass


class Rich(ValueError):
    def __init__(self, code, text="?"):
        super().__init__(text)
        self.code = code
    def __str__(self):
        return f"[{self.code}] {self.args[0]}"


def fails(error):
    raise error


for error in [Own(), Own("a"), Own("a", 2), Rich(5, "bad"), KeyError("k"), ValueError, StopIteration(3), OSError(2, "No such file")]:
    attempt(fails, error)
attempt(fails, 5)
attempt(fails, "text")
attempt(lambda: 1 / 0)
attempt(lambda: 1 % 0)
attempt(lambda: 1.0 / 0)
attempt(lambda: [][1])
attempt(lambda: {}["x"])
attempt(lambda: None.x)
attempt(lambda: undefined_name)
attempt(lambda: 1 + "a")
attempt(lambda: "a" + 1)
attempt(lambda: [] + ())
attempt(lambda: int("x"))
attempt(lambda: float("x"))
attempt(lambda: [1, 2].index(3))
attempt(lambda: (1, 2)[5])
attempt(lambda: "abc"[10])
attempt(lambda: None())
attempt(lambda: len(5))
attempt(lambda: iter(5))
attempt(lambda: next([]))
attempt(lambda: {[]: 1})
attempt(lambda: -"a")
attempt(lambda: 1 < "a")
attempt(lambda: [1] < [None])
attempt(lambda: 5[0])
attempt(lambda: "a" * "b")
attempt(lambda: 3 in 5)
attempt(lambda: 3 in "abc")
attempt(lambda: [1, 2]["a"])
attempt(lambda: "abc"["a"])
attempt(lambda: range(5)[9])
attempt(lambda: isinstance(1, 2))
attempt(lambda: (lambda: (yield))().send(1))


def unpack2(x):
    a, b = x
    return a, b


def unpack_star(x):
    a, *b, c = x
    return a, b, c


for value in [(1,), (1, 2), (1, 2, 3), 5, "ab", iter([1, 2, 3, 4])]:
    attempt(unpack2, value)
for value in [(1,), (1, 2), (1, 2, 3, 4), None]:
    attempt(unpack_star, value)


def local():
    print(later)
    later = 1


attempt(local)


def freed():
    x = 1
    def inner(): return x
    del x
    return inner()


attempt(freed)


def order():
    try:
        print("try")
        return "returned"
    except KeyError:
        print("no")
    else:
        print("else is skipped by return")
    finally:
        print("finally")


print(order())


def override():
    for i in range(3):
        try:
            return "lost"
        finally:
            continue
    while True:
        try:
            1 / 0
        finally:
            break
    try:
        raise ValueError
    finally:
        return "swallowed"


print(override())


def nested():
    try:
        try:
            raise KeyError("inner")
        finally:
            print("first")
    except KeyError as error:
        try:
            raise ValueError("second") from error
        except ValueError as second:
            print(repr(second.__cause__), second.__suppress_context__)
            try:
                raise TypeError("third")
            except TypeError as third:
                print(repr(third.__context__), repr(third.__context__.__context__))
                raise
    else:
        print("never")


try:
    nested()
except TypeError as error:
    print("out", error)
try:
    raise
except RuntimeError as error:
    print(error)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError("while handling") from None
except KeyError as error:
    print(repr(error.__cause__), repr(error.__context__), error.__suppress_context__)
try:
    "x" in 5
except (KeyError, TypeError, ValueError) as error:
    print("tuple", error)
try:
    try:
        raise KeyError
    except "not a class":
        pass
except TypeError as error:
    print(error)


class Manager:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow
    def __enter__(self):
        print("enter", self.name)
        return self.name
    def __exit__(self, kind, value, traceback):
        print("exit", self.name, kind and kind.__name__, value, traceback is not None)
        return self.swallow


with Manager("a") as a, Manager("b") as b:
    print(a, b)
with Manager("outer", True):
    with Manager("inner"):
        raise Own("x")


def returns():
    with Manager("r"):
        return 5


def loops():
    for i in range(3):
        with Manager(i):
            if i == 0:
                continue
            break
    return i


print(returns(), loops())
try:
    with 5:
        pass
except TypeError as error:
    print(error)
try:
    with Manager("no") as (x, y):
        pass
except ValueError as error:
    print(error)
e = 1
try:
    raise Own
except Own as e:
    pass
try:
    e
except NameError as error:
    print(error)
error = ValueError("noted")
error.add_note("see here")
print(error.__notes__, error.args, ValueError("a", 1).args)
try:
    assert 0, "message"
except AssertionError as failure:
    print(repr(failure))
try:
    assert []
except AssertionError as failure:
    print(repr(failure))
print(issubclass(ModuleNotFoundError, ImportError), issubclass(KeyError, LookupError), Exception.__mro__)


def deep(n):
    try:
        if n == 0:
            raise Own("bottom")
        deep(n - 1)
    finally:
        if n % 2 == 0:
            order_of_cleanup.append(n)


order_of_cleanup = []
attempt(deep, 6)
print(order_of_cleanup)
