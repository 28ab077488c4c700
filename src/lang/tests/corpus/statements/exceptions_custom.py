class AppError(Exception):
    """Base."""
class NotFound(AppError):
    def __init__(self, what, code=404): super().__init__(f'{what} not found'); self.what, self.code = what, code
class WithStr(AppError):
    def __str__(self): return 'custom str'
class Plain(AppError): pass
class Multi(NotFound, KeyError): pass
for make in (lambda: AppError(), lambda: AppError('a'), lambda: AppError('a', 1), lambda: NotFound('x'), lambda: WithStr('q'), lambda: Plain(None), lambda: Multi('m', 5), lambda: KeyError('k'), lambda: KeyError(1, 2), lambda: OSError(2, 'No such', 'f.txt'), lambda: OSError('just'), lambda: OSError(13, 'denied'), lambda: UnicodeDecodeError('utf-8', b'ab', 0, 1, 'bad'), lambda: StopIteration(5), lambda: SystemExit(3), lambda: SyntaxError('msg'), lambda: ImportError('no', name='mod', path='p'), lambda: AttributeError('at', name='n', obj=5), lambda: ValueError(ValueError('inner')), lambda: AssertionError()):
    e = make(); print(type(e).__name__, repr(e), '|', str(e), '|', e.args, isinstance(e, AppError), type(e).__mro__[1].__name__)
e = OSError(2, 'No such', 'f'); print(e.errno, e.strerror, e.filename, type(e).__name__); e = ImportError('x', name='m'); print(e.name, e.msg, e.path)
def chain():
    try:
        try: {}['k']
        except KeyError as e: raise ValueError('second') from e
    except ValueError as e:
        try: raise TypeError('third')
        except TypeError as t: return t
t = chain(); print(repr(t.__context__), repr(t.__context__.__cause__), t.__cause__, t.__suppress_context__, t.__context__.__suppress_context__)
try:
    try: 1 / 0
    except ZeroDivisionError: raise KeyError('new') from None
except KeyError as e: print(e.__cause__, repr(e.__context__), e.__suppress_context__)
def order():
    log = []
    try:
        log.append('try')
        try: raise ValueError
        except KeyError: log.append('no')
        else: log.append('else')
        finally: log.append('inner finally')
    except (TypeError, ValueError) as e: log.append(type(e).__name__)
    else: log.append('no else')
    finally: log.append('finally')
    return log
print(order())
def f():
    try: return 'try'
    finally: print('runs')
def g():
    try: 1 / 0
    except ZeroDivisionError: return 'except'
    finally: return 'finally wins'
def h():
    for i in range(3):
        try:
            if i == 1: continue
            print('i', i)
        finally: print('f', i)
    else: return 'loop else'
print(f(), g(), h())
try:
    try: raise ValueError('a')
    finally: print('cleanup')
except ValueError as e: print('outer', e)
try: e
except NameError as n: print(n)
e = ValueError('noted'); e.add_note('note 1'); e.add_note('note 2'); print(e.__notes__)
for bad in ('raise 5', 'raise "text"', 'raise int', 'raise ValueError from 5', 'try: 1/0\nexcept 5: pass', 'raise', 'try: 1/0\nexcept (ValueError, "x"): pass', 'raise AppError("a") from None', 'raise AppError', 'raise ValueError("v").with_traceback(None)', 'assert False, "msg"', 'raise NotImplementedError', 'raise SystemExit("bye")', 'int("x")', '[].pop()', '{}["q"]', 'None.x', 'undefined_name', 'import nope_module', 'from math import nope', '"a" + 1', 'len()', 'print(sep=5)', 'range(10)[20]', 'next(iter([]))', '1/0', 'f()(1)', '(1).real = 2', 'open("/nope/x")', 'b"\\xff".decode()', 'float("z")', 'chr(-1)', 'int("9"*5000)', 'lambda: (yield)', '[1,2][::0]', 'x: int = y', '__import__("os.nope")']:
    try: exec(bad)
    except BaseException as e: print(bad.replace('\n', '|'), '->', type(e).__name__, e, '| ctx', type(e.__context__).__name__)
import sys
try: 1 / 0
except ZeroDivisionError as e:
    print(sys.exc_info()[0].__name__, sys.exc_info()[1] is e, e.__traceback__.tb_lineno, e.with_traceback(None).__traceback__)
print(sys.exc_info())
def rec(n): return rec(n + 1)
try: rec(0)
except RecursionError as e: print(e)
print(issubclass(ModuleNotFoundError, ImportError), issubclass(IndexError, LookupError), IOError is OSError, issubclass(FileNotFoundError, OSError), issubclass(bool, Exception), ZeroDivisionError.__bases__, BaseException.__subclasses__()[0].__name__ is not None)
