class Typed:
    def __init__(self, kind): self.kind = kind
    def __set_name__(self, owner, name): self.name = '_' + name; print('set_name', owner.__name__, name)
    def __get__(self, obj, owner=None): return self if obj is None else getattr(obj, self.name, None)
    def __set__(self, obj, value):
        if not isinstance(value, self.kind): raise TypeError(f'{self.name[1:]} must be {self.kind.__name__}, not {type(value).__name__}')
        setattr(obj, self.name, value)
    def __delete__(self, obj): delattr(obj, self.name)
class P:
    x, name = Typed(int), Typed(str)
    def __init__(self, x, name): self.x, self.name = x, name
p = P(1, 'a'); print(p.x, p.name, p.__dict__, type(P.x).__name__)
for work in (lambda: setattr(p, 'x', 'no'), lambda: P('a', 'b'), lambda: delattr(p, 'x'), lambda: p.x, lambda: delattr(p, 'x')):
    try: print(work())
    except Exception as e: print(type(e).__name__, e)
class NonData:
    def __get__(self, obj, owner): return f'get {obj is not None} {owner.__name__}'
class Q: v = NonData()
q = Q(); print(q.v, Q.v); q.v = 5; print(q.v, q.__dict__); del q.v; print(q.v)
class Temp:
    def __init__(self, c): self._c = c
    @property
    def c(self):
        "Celsius."
        return self._c
    @c.setter
    def c(self, v):
        if v < -273: raise ValueError('too cold')
        self._c = v
    @c.deleter
    def c(self): print('deleting'); del self._c
    f = property(lambda self: self._c * 9 / 5 + 32)
t = Temp(20); t.c = 25; print(t.c, t.f, Temp.c.__doc__, Temp.c.fget.__name__, Temp.f.fset, type(Temp.c).__name__)
for work in (lambda: setattr(t, 'c', -300), lambda: setattr(t, 'f', 1), lambda: delattr(t, 'f'), lambda: t.missing):
    try: print(work())
    except Exception as e: print(type(e).__name__, e)
del t.c
try: t.c
except AttributeError as e: print(e)
class Base:
    @classmethod
    def make(cls, *a): return cls.__name__, a
    @staticmethod
    def add(a, b): return a + b
    def inst(self): return self.__class__.__name__
class Sub(Base):
    @classmethod
    def make(cls, *a): return ('sub',) + super().make(*a)
print(Base.make(1), Sub.make(2), Sub().make(3), Base.add(1, 2), Sub().add('a', 'b'), Base.inst(Sub()), Base.__dict__['make'].__class__.__name__, Base.__dict__['add'].__func__(3, 4), Sub.make.__self__.__name__, Sub().inst.__func__ is Base.inst, Sub().inst == Sub().inst)
class Lazy:
    def __init__(self, fn): self.fn = fn
    def __get__(self, obj, owner):
        value = self.fn(obj); setattr(obj, self.fn.__name__, value); return value
class R:
    @Lazy
    def data(self): print('computing'); return [1, 2]
r = R(); print(r.data, r.data, r.__dict__)
class Meth:
    def __get__(self, obj, owner): return lambda *a: (type(obj).__name__, a)
class S: m = Meth()
print(S().m(1, 2), S.m(3))
class Slots:
    __slots__ = ('a', 'b')
    def __init__(self): self.a = 1
s = Slots(); print(s.a, Slots.__slots__, hasattr(s, '__dict__'), hasattr(s, 'b'))
for work in (lambda: setattr(s, 'c', 1), lambda: s.b, lambda: s.c):
    try: work()
    except AttributeError as e: print(e)
class Dyn:
    def __getattr__(self, name):
        if name.startswith('x'): return name.upper()
        raise AttributeError(f'no {name}')
    def __setattr__(self, name, value): print('set', name); super().__setattr__(name, value)
    def __delattr__(self, name): print('del', name); super().__delattr__(name)
d = Dyn(); d.a = 1; print(d.a, d.xy, hasattr(d, 'q'), getattr(d, 'q', 'dflt')); del d.a
try: d.zz
except AttributeError as e: print(e)
class All:
    def __getattribute__(self, name): return f'<{name}>'
print(All().anything, All().x)
