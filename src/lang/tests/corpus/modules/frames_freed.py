"""Frames and tracebacks keep variables alive as long as they are seen, and no longer."""
import gc, sys
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('gone', self.n)
def f():
    d = D('frame ring')
    frame = sys._getframe()
    frame.f_locals
f(); gc.collect()
def g():
    d = D('own exception')
    err = None
    try: 1 / 0
    except ZeroDivisionError as e: err = e
    raise err
try: g()
except ZeroDivisionError: pass
gc.collect()
class S:
    def run(self):
        d = D('through self')
        try: 1 / 0
        except ZeroDivisionError as e:
            self.e = e
            raise
try: S().run()
except ZeroDivisionError: pass
gc.collect()
def h():
    d = D('list')
    errors = []
    try: 1 / 0
    except ZeroDivisionError as e:
        errors.append(e)
        raise
try: h()
except ZeroDivisionError: pass
gc.collect()
def k():
    d = D('kept by traceback')
    1 / 0
try: k()
except ZeroDivisionError as e:
    print('in handler', e.__traceback__.tb_next.tb_frame.f_locals['d'].n)
print('after')
