# Types with arguments, unions, eval and exec, deep recursion, values of StopIteration.
def f(x: list[int], y: dict[str, float] | None = None, z: int | str = 1) -> tuple[int, ...]:
    return x


print(f.__annotations__)
print(list[int], dict[str, list[int]], int | None, isinstance(3, int | str), list[int]([1, 2]))
print(eval("1 + 2"), eval("a * 2", {"a": 21}))
exec("made = 5")
print(made)
space = {}
exec("def g(n): return n + 1\nh = g(2)", space)
print(space["h"])


def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)


print(deep(900))
try:
    deep(100000)
except RecursionError as error:
    print(error)


class Loop:
    def __repr__(self): return repr(self)
    def __getattr__(self, name): return getattr(self, name)


try:
    repr(Loop())
except RecursionError:
    print("repr")
try:
    Loop().x
except RecursionError:
    print("getattr")
nested = []
for _ in range(100000):
    nested = [nested]
del nested


def gen():
    yield 1
    return "value"


g = gen()
next(g)
try:
    next(g)
except StopIteration as stop:
    print(stop.value, stop.args)
