from contextlib import *
class CM:
    def __init__(self, name, swallow=False): self.name, self.swallow = name, swallow
    def __enter__(self): print('enter', self.name); return self.name.upper()
    def __exit__(self, kind, value, tb): print('exit', self.name, kind and kind.__name__, value, tb is not None); return self.swallow
with CM('a') as x: print(x)
with CM('a') as x, CM('b') as y: print(x, y)
with (CM('p') as x, CM('q') as y,): print(x + y)
with CM('s', True): raise ValueError('gone')
try:
    with CM('t'): raise KeyError('kept')
except KeyError as e: print('caught', e)
with CM('outer', True):
    with CM('inner'): 1 / 0
def f():
    with CM('ret'): return 'value'
print(f())
for i in range(3):
    with CM(str(i)):
        if i == 0: continue
        if i == 1: break
@contextmanager
def tag(name):
    print(f'<{name}>')
    try: yield name
    except ValueError as e: print('handled', e)
    finally: print(f'</{name}>')
with tag('b') as t: print(t)
with tag('i'): raise ValueError('inside')
try:
    with tag('k'): raise KeyError('out')
except KeyError as e: print(repr(e))
@tag('deco')
def decorated(): return 5
print(decorated(), decorated())
with suppress(ZeroDivisionError, KeyError): 1 / 0
with suppress(): print('nothing')
class Thing:
    def close(self): print('closed')
with closing(Thing()) as th: print(type(th).__name__)
with nullcontext(7) as n: print(n)
with ExitStack() as stack:
    print([stack.enter_context(CM(n)) for n in 'xy']); stack.callback(print, 'callback', 1, end='!\n')
    @stack.callback
    def _(): print('second')
with ExitStack() as stack:
    stack.push(lambda *a: print('pushed', a[0]) or True); raise ValueError
import io, sys
buf = io.StringIO()
with redirect_stdout(buf): print('captured')
print(repr(buf.getvalue()))
class Deco(ContextDecorator):
    def __enter__(self): print('in'); return self
    def __exit__(self, *e): print('out')
@Deco()
def g(): print('body')
g()
@contextmanager
def never(): 
    if False: yield
@contextmanager
def twice(): yield 1; yield 2
class NoExit:
    def __enter__(self): pass
class NoEnter:
    def __exit__(self, *a): pass
class BadEnter:
    def __enter__(self): raise RuntimeError('in enter')
    def __exit__(self, *a): print('not called')
class BadExit:
    def __enter__(self): return self
    def __exit__(self, *a): raise RuntimeError('in exit')
def run(cm):
    try:
        with cm: pass
    except BaseException as e: print(type(e).__name__, e)
for cm in (never(), twice(), NoExit(), NoEnter(), BadEnter(), BadExit(), 5, None, open): run(cm)
try:
    with BadExit(): raise ValueError('first')
except RuntimeError as e: print(e, '|', repr(e.__context__))
s = ExitStack(); s.enter_context(CM('late')); s2 = s.pop_all(); print('moved'); s.close(); s2.close()
with CM('1') as a, tag('2') as b, suppress(KeyError): raise KeyError
print(a, b)
