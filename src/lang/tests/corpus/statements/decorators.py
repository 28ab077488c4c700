import functools
def logged(f):
    @functools.wraps(f)
    def inner(*args, **kwargs):
        print('call', f.__name__, args, kwargs)
        return f(*args, **kwargs)
    return inner
def repeat(n):
    def wrap(f):
        return lambda *a: [f(*a) for _ in range(n)]
    return wrap
@logged
def add(a, b=1):
    """Adds."""
    return a + b
@repeat(2)
@logged
def hi(x):
    return x
print(add(2, b=3), hi('x'), add.__name__, add.__doc__, add.__wrapped__(1))
def tag(cls):
    cls.tagged = True
    return cls
@tag
class T:
    @logged
    def m(self):
        return 'm'
print(T.tagged, T().m.__name__)
