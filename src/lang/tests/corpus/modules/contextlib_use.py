import contextlib, io, sys
from contextlib import *
@contextmanager
def tag(name, swallow=()):
    """A tag."""
    print(f'<{name}>')
    try: yield name.upper()
    except swallow as error: print('swallowed', repr(error))
    finally: print(f'</{name}>')
with tag('a') as a, tag('b') as b: print(a, b)
with tag('c', ValueError): raise ValueError('in c')
try:
    with tag('d'): raise KeyError('d')
except KeyError as error: print('out', error)
@tag('deco')
def work(x): print('work', x); return x * 2
print(work(3), work(4), work.__name__, tag.__name__, tag.__doc__)
@contextmanager
def twice(): yield 1; yield 2
@contextmanager
def never():
    if False: yield
@contextmanager
def other():
    try: yield
    except ValueError: raise RuntimeError('changed') from None
@contextmanager
def catch_all():
    try: yield
    except BaseException as error: print('caught', type(error).__name__)
for manager, exc in ((twice, None), (never, None), (other, ValueError('v')), (catch_all, StopIteration('s')), (twice, OSError('o')), (catch_all, GeneratorExit())):
    try:
        with manager() as value:
            print('value', value)
            if exc: raise exc
    except BaseException as error: print(type(error).__name__, error, error.__cause__)
with suppress(ZeroDivisionError, KeyError): 1 / 0
with suppress(): print('nothing to suppress')
out = io.StringIO()
with redirect_stdout(out): print('hidden'); print('text', end='')
print(repr(out.getvalue()))
err = io.StringIO()
with redirect_stderr(err): print('oops', file=sys.stderr)
print(repr(err.getvalue()))
class Door:
    def close(self): print('closed')
with closing(Door()) as door: print(type(door).__name__)
with nullcontext(5) as n: print(n)
with nullcontext() as n: print(n)
with ExitStack() as stack:
    print(stack.enter_context(tag('x')), stack.enter_context(tag('y')))
    stack.callback(print, 'callback', end='!\n')
    stack.push(lambda *details: print('push', details[0] and details[0].__name__) or True)
    @stack.callback
    def last(): print('last')
    raise ValueError('into the stack')
with ExitStack() as stack:
    stack.enter_context(tag('kept')); kept = stack.pop_all()
print('between'); kept.close()
try:
    with ExitStack() as stack:
        stack.callback(lambda: 1 / 0); stack.push(lambda *d: print(repr(d[1])))
        raise TypeError('first')
except Exception as error: print(repr(error), repr(error.__context__))
try: ExitStack().enter_context(5)
except TypeError as error: print(error)
try:
    with 5: pass
except TypeError as error: print(error)
class Timer(ContextDecorator):
    def __enter__(self): print('start'); return self
    def __exit__(self, *exc): print('stop', exc[0]); return False
@Timer()
def timed(): return 'done'
print(timed())
class Both(AbstractContextManager):
    def __exit__(self, *exc): return True
with Both() as both: raise ValueError
print(both.__class__.__name__, issubclass(Door, AbstractContextManager), isinstance(Timer(), AbstractContextManager))
try: AbstractContextManager()
except TypeError as error: print(error)
