def f(a, b=2):
    """Doc."""
    return a
f.tag = 'x'
print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.tag, f.__dict__, callable(f))
class C:
    def m(self):
        return 1
    def __call__(self, x):
        return x
c = C()
print(c.m.__self__ is c, c.m.__func__ is C.m, C.m(c), c(5), callable(c), callable(5), C.m.__qualname__, (lambda: 0).__name__, len.__name__, type(len).__name__, type(f).__name__, type(c.m).__name__)
print(list(map(str.upper, 'ab')), list(map(c, [1])), [].append.__name__, int.__name__, str(int), isinstance(f, type(lambda: 0)), type(type).__name__, object.__class__)
