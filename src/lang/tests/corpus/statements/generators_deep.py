def echo():
    received = []
    try:
        while True:
            try: received.append((yield len(received)))
            except ValueError as e: received.append(f'caught {e}'); 
    except GeneratorExit: print('closing', received); raise
    finally: print('finally')
g = echo(); print(next(g), g.send('a'), g.send('b'), g.throw(ValueError('x')), g.close(), g.close())
def sub():
    x = yield 1
    print('sub got', x)
    try: y = yield 2
    except KeyError: y = 'key'
    return (x, y)
def main():
    r = yield from sub(); print('result', r)
    r2 = yield from [10, 20]; print(r2)
    return 'done'
m = main(); print(next(m), m.send('hello'), m.throw(KeyError), next(m))
try: next(m)
except StopIteration as e: print('stop', e.value)
print(list(main.__call__()) if False else list(x for x in main()))
def countdown(n):
    while n: n = (yield n) or n - 1
c = countdown(5); print(next(c), next(c), c.send(10), next(c), list(c))
def fib():
    a, b = 0, 1
    while True: yield a; a, b = b, a + b
from itertools import islice, takewhile
print(list(islice(fib(), 10)), list(takewhile(lambda v: v < 50, fib())), sum(v for v in islice(fib(), 20) if v % 2 == 0))
def flatten(x):
    for v in x:
        if isinstance(v, (list, tuple)): yield from flatten(v)
        else: yield v
print(list(flatten([1, [2, (3, [4, []])], 5])))
def bad():
    yield 1
    raise StopIteration('inside')
b = bad(); print(next(b))
try: next(b)
except RuntimeError as e: print(type(e).__name__, e, repr(e.__cause__))
def err():
    yield 1
    1 / 0
e = err(); next(e)
try: next(e)
except ZeroDivisionError as x: print(x)
print(next(e, 'exhausted'), list(e))
def ignore():
    while True:
        try: yield
        except GeneratorExit:
            if stubborn: continue
            raise
stubborn = True; i = ignore(); next(i)
try: i.close()
except RuntimeError as x: print(x)
stubborn = False; print(i.close())
for work in (lambda: next(echo.__call__()), lambda: echo().send(5), lambda: echo().throw(ValueError('early')), lambda: next(5), lambda: (x for x in 5), lambda: list(y for x in [1] for y in x)):
    try: print(work())
    except Exception as x: print(type(x).__name__, x)
ge = (i * i for i in range(4)); print(ge.__class__.__name__, next(ge), list(ge), list(ge), ge.__name__, ge.gi_running, echo.__name__, echo().__qualname__)
def chain(*its):
    for it in its: yield from it
print(list(chain('ab', range(2), (c for c in 'z'))), max(chain([3], [9])), dict(zip('ab', chain([1], [2]))), [*chain('x')], set(chain([1], [1])))
def tree(n): return None if n == 0 else (tree(n - 1), n, tree(n - 1))
def walk(t):
    if t: l, v, r = t; yield from walk(l); yield v; yield from walk(r)
print(list(walk(tree(3))))
def avg():
    total, n, mean = 0, 0, None
    while True: total += yield mean; n += 1; mean = total / n
a = avg(); next(a); print([a.send(v) for v in (10, 20, 60)])
def pipeline():
    data = (line.strip() for line in [' a ', 'b ', '']); data = (d for d in data if d); return [d.upper() for d in data]
print(pipeline())
def ret(): return 5; yield
try: next(ret())
except StopIteration as x: print(x.value, x.args)
def delegate():
    try: yield from sub()
    except ValueError as x: yield f'outer {x}'
d = delegate(); next(d); print(d.throw(ValueError('v')))
r = iter([1, 2, 3]); print([(x, next(r, None)) for x in r])
def running():
    yield next(me)
me = running()
try: next(me)
except ValueError as x: print(x)
def lc(): return [(yield_, n) for n, yield_ in enumerate('ab')]
print(lc(), sum(1 for _ in range(1000) if _ % 7 == 0), any(x > 3 for x in iter([1, 5, 1 / 1])), sorted((v for v in 'hello'), reverse=True))
