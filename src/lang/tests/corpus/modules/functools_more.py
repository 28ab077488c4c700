def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line)))
        except Exception as error:
            print(line, "->", type(error).__name__ + ":", error)


from functools import *
import functools, operator
@lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info(), fib.cache_clear(), fib.cache_info(), fib.__name__, fib.__wrapped__(5) if True else 0, fib.cache_parameters())
@lru_cache(maxsize=2)
def sq(x): print('compute', x); return x * x
print(sq(1), sq(2), sq(1), sq(3), sq(2), sq.cache_info())
@cache
def f(a, b=2, *, c=3): print('call'); return a + b + c
print(f(1), f(1), f(1, 2), f(a=1), f(1, c=3), f.cache_info())
@lru_cache
def typed(x): return type(x).__name__
print(typed(1), typed(1.0), typed(True), lru_cache(typed=True)(lambda x: type(x).__name__)(1.0))
try: sq([1])
except TypeError as err: print(err)
p = partial(int, base=2); print(p('101'), p, p.func, p.args, p.keywords, partial(pow, 2)(5), partial(partial(max, 1), 5)(3), p('12', base=10), partial(print, 'a', sep='-')('b', 'c'))
class Cell:
    def __init__(self): self.alive = False
    def set_state(self, state): self.alive = state
    set_alive = partialmethod(set_state, True)
    @cached_property
    def slow(self): print('slow'); return 42
    @singledispatchmethod
    def neg(self, arg): raise NotImplementedError('Cannot negate')
    @neg.register
    def _(self, arg: int): return -arg
    @neg.register(bool)
    def _(self, arg): return not arg
c = Cell(); c.set_alive(); print(c.alive, c.slow, c.slow, c.__dict__, c.neg(5), c.neg(True)); del c.slow; print(c.slow)
try: c.neg('a')
except NotImplementedError as err: print(err)
@singledispatch
def show_it(arg): return f'object {arg!r}'
@show_it.register
def _(arg: int): return f'int {arg}'
@show_it.register(list)
def _(arg): return 'list of ' + ', '.join(map(show_it, arg))
@show_it.register(float)
@show_it.register(complex)
def _(arg): return f'number {arg}'
@show_it.register
def _(arg: str | bytes): return f'text {arg}'
print(show_it(1), show_it('a'), show_it([1, 'b', [2.5]]), show_it(None), show_it(True), show_it(2j), show_it.dispatch(bool)(3), sorted(t.__name__ for t in show_it.registry))
@total_ordering
class Version:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __lt__(self, o): return self.n < o.n
print(Version(1) <= Version(2), Version(1) >= Version(2), Version(3) > Version(2), Version(1) != Version(1), sorted([Version(3), Version(1)])[0].n, max(Version(1), Version(9)).n)
try:
    @total_ordering
    class None_: pass
except ValueError as err: print(err)
def logged(fn):
    @wraps(fn)
    def wrapper(*args, **kwargs):
        """wrapper doc"""
        print(f'-> {fn.__name__}{args}'); return fn(*args, **kwargs)
    return wrapper
@logged
def add(a, b: int = 2) -> int:
    """Adds."""
    return a + b
print(add(1), add.__name__, add.__doc__, add.__wrapped__, add.__annotations__, add.__module__, add.__qualname__) if False else print(add(1), add.__name__, add.__doc__, add.__annotations__, add.__qualname__, add.__wrapped__.__name__)
print(reduce(operator.add, [1, 2, 3]), reduce(lambda a, b: a * b, range(1, 6), 1), reduce(max, [3, 9, 2]), reduce(lambda f, g: lambda x: g(f(x)), [str, len])(12345), sorted([3, 1, 2], key=cmp_to_key(lambda a, b: (a > b) - (a < b))), WRAPPER_ASSIGNMENTS, WRAPPER_UPDATES)
for work in (lambda: reduce(operator.add, []), lambda: reduce(operator.add, 5), lambda: partial(), lambda: partial(5), lambda: singledispatch(len).register(5), lambda: lru_cache('a'), lambda: cached_property(len).__get__(None, int) and 1):
    try: print(work())
    except Exception as err: print(type(err).__name__, err)
