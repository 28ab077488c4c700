import inspect
def gen(n):
    local = n * 2
    yield local
g = gen(4); next(g); print(inspect.getgeneratorlocals(g))
def outer():
    x = 10
    def inner(): return x + y_global + len([])
    return inner
y_global = 5
cv = inspect.getclosurevars(outer()); print(cv.nonlocals, cv.globals, sorted(cv.builtins), cv.unbound)
def who():
    frame = inspect.currentframe()
    return frame.f_code.co_name, frame.f_lineno, frame.f_back.f_code.co_name
def caller(): return who()
print(caller())
def depth(n): return len(inspect.stack()) if n == 0 else depth(n - 1)
print(depth(3) - depth(0), inspect.stack()[0].function, inspect.stack()[0].lineno)
class Base:
    attr: int = 3
    @property
    def two(self): return 2
print([(a.name, a.kind) for a in inspect.classify_class_attrs(Base) if a.name in ('attr', 'two')])
print(inspect.ismethoddescriptor(str.upper), inspect.getmodule(gen).__name__)
