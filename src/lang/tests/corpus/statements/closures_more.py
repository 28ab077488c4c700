def counter(start=0):
    n = start
    def inc(by=1):
        nonlocal n
        n += by
        return n
    def get(): return n
    inc.get = get
    return inc
c, d = counter(), counter(10); print(c(), c(5), d(), c.get(), d.get(), c.__closure__[0].cell_contents if c.__code__.co_freevars == ('n',) else c.__code__.co_freevars)
fs = [lambda: i for i in range(3)]; print([f() for f in fs]); fs = [lambda i=i: i for i in range(3)]; print([f() for f in fs])
def make(): return [(lambda x: x * i) for i in range(3)]
print([f(2) for f in make()])
def outer():
    x = 'outer'
    def middle():
        def inner():
            nonlocal x
            x = 'inner'
        inner()
        return x
    return middle(), x
print(outer())
x = 'global'
def f():
    print(x)
    def g():
        global x
        x = 'changed'
    g(); return x
print(f(), x)
def h():
    try: print(y)
    except NameError as e: print(type(e).__name__, e)
    y = 1
    def k(): return y
    print(k()); del y
    try: k()
    except NameError as e: print(type(e).__name__, e)
h()
def late():
    def use(): return value
    try: use()
    except NameError as e: print(e)
    value = 5; return use()
print(late())
def compose(*fns):
    def run(x):
        for fn in reversed(fns): x = fn(x)
        return x
    return run
print(compose(str, lambda x: x + 1, abs)(-5), (lambda f: f(f))(lambda f: 'y'), (lambda *a, **k: (a, k))(1, 2, z=3), (lambda: (yield))().__class__.__name__)
def memo(fn):
    cache = {}
    def wrapper(n):
        if n not in cache: cache[n] = fn(n)
        return cache[n]
    wrapper.cache = cache
    return wrapper
@memo
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(30), len(fib.cache), fib.__name__, fib.__qualname__, counter.__name__, counter().__qualname__)
class A:
    x = 1
    y = [x for _ in range(2)]
    def f(self): return x
    try: z = [x + i for i in range(2)]
    except NameError as e: z = str(e)
    def g(self, v=x): return v
print(A.y, A().f(), A.z, A().g())
def gen():
    total = 0
    def add(v):
        nonlocal total; total += v; return total
    for v in range(4): yield add(v)
print(list(gen()))
def defaults(a, b=[], *, c={}):
    b.append(a); c[a] = 1; return b, c
print(defaults(1), defaults(2), defaults.__defaults__, defaults.__kwdefaults__)
print([f(3) for f in [lambda x, n=n: x ** n for n in range(3)]], (lambda x: lambda y: lambda z: x + y + z)(1)(2)(3), list(map(lambda p: p[0] + p[1], [(1, 2)])), sorted([3, 1], key=lambda v: -v))
def scope_test():
    def do_local(): spam = 'local spam'
    def do_nonlocal():
        nonlocal spam; spam = 'nonlocal spam'
    def do_global():
        global spam; spam = 'global spam'
    spam = 'test spam'; do_local(); print(spam); do_nonlocal(); print(spam); do_global(); print(spam)
scope_test(); print(spam)
print(f.__code__.co_varnames, counter.__code__.co_cellvars, h.__code__.co_argcount, defaults.__code__.co_kwonlyargcount, (lambda *a, b, **k: 0).__code__.co_varnames, compile('a+b', 's', 'eval').co_names, f.__code__.co_name, f.__code__.co_firstlineno)
