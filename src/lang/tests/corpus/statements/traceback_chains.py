import traceback


def tell(work):
    try:
        work()
    except Exception:
        print(traceback.format_exc(), end='')



class AppError(Exception):
    """An error of the application."""
class Detailed(AppError):
    def __init__(self, code, **details): super().__init__(code, details); self.code = code
    def __str__(self): return f'[{self.code}]'
def low(): return {}['key']
def implicit():
    try: low()
    except KeyError: raise AppError('while handling')
def explicit():
    try: low()
    except KeyError as error: raise AppError('because') from error
def hidden():
    try: low()
    except KeyError: raise AppError('alone') from None
def triple():
    try: explicit()
    except AppError as error:
        try: 1 / 0
        except ZeroDivisionError: raise Detailed(7, reason='x') from error
def in_finally():
    try: low()
    finally: [][1]
def reraise():
    try: low()
    except KeyError: raise
def reraise_later():
    try: low()
    except KeyError as error: kept = error
    raise kept
def noted():
    error = ValueError('with notes'); error.add_note('first note'); error.add_note('second\nnote'); raise error
def loop():
    error = ValueError('loop'); error.__cause__ = error; raise error
def empty(): raise AppError
def multi(): raise AppError('line one\nline two')
def args(): raise AppError(1, 'two', [3])
def recursion(n=30): return recursion(n - 1) if n else 1 / 0
def mutual_a(n): return mutual_b(n - 1)
def mutual_b(n): return mutual_a(n - 1) if n > 0 else low()
def bad_str():
    class Bad(Exception):
        def __str__(self): raise RuntimeError('no')
    raise Bad('x')
def nested_class():
    class Outer:
        class Inner(Exception): pass
    raise Outer.Inner('inside')
def from_class():
    try: low()
    except KeyError: raise AppError('from a class') from ValueError
def bad_cause(): raise AppError from 5
def not_exception(): raise 5
def not_class(): raise list
def generator():
    def gen(): yield low()
    return next(gen())
def thrown():
    def gen():
        try: yield 1
        except ValueError as error: raise AppError('in gen') from error
    g = gen(); next(g); g.throw(ValueError('thrown'))
def stop_in_gen():
    def gen(): yield next(iter(()))
    return list(gen())
def with_exit():
    class Manager:
        def __enter__(self): return self
        def __exit__(self, *details): raise TypeError('in exit')
    with Manager(): raise KeyError('in body')
def suggestion():
    class Thing: colour = 1
    return Thing().other
def name_suggestion(): numbre = 1; return zzz
number_of = 5
for work in (implicit, explicit, hidden, triple, in_finally, reraise, reraise_later, noted, loop, empty, multi, args, recursion, lambda: mutual_a(9), bad_str, nested_class, from_class, bad_cause, not_exception, not_class, generator, thrown, stop_in_gen, with_exit, suggestion, name_suggestion): print('#', work.__name__); tell(work)
try: triple()
except Detailed as error:
    print(error.__cause__, repr(error.__context__), error.__suppress_context__, error.code, error.args, repr(error), [repr(line) for line in traceback.format_exception_only(type(error), error)])
triple()
