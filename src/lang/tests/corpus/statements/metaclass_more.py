class Meta(type):
    def __new__(mcs, name, bases, ns, **kw):
        print('new', name, [b.__name__ for b in bases], sorted(k for k in ns if not k.startswith('__')), kw)
        return super().__new__(mcs, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw): super().__init__(name, bases, ns); cls.registry = getattr(cls, 'registry', []) + [name]
    def __call__(cls, *a, **k): print('call', cls.__name__, a); return super().__call__(*a, **k)
    def __len__(cls): return 42
    def __getitem__(cls, k): return f'{cls.__name__}[{k}]'
    def __contains__(cls, x): return x == 1
    def __iter__(cls): return iter('ab')
    def __repr__(cls): return f'<Meta {cls.__name__}>'
    def __getattr__(cls, name): return f'meta:{name}'
    @property
    def prop(cls): return cls.__name__.lower()
class A(metaclass=Meta):
    x = 1
    def __init__(self, v=0): self.v = v
class B(A, flag=True): y = 2
print(A, B, len(A), A['k'], 1 in A, list(B), A.prop, A.nope, B.registry, A(5).v, type(A).__name__, isinstance(A, Meta), B.__mro__[1], Meta.__mro__[1].__name__)
class Plugin:
    plugins = []
    def __init_subclass__(cls, /, tag=None, **kw): super().__init_subclass__(**kw); cls.tag = tag; Plugin.plugins.append(cls.__name__)
class P1(Plugin): pass
class P2(Plugin, tag='two'): pass
class P3(P1): pass
print(Plugin.plugins, P1.tag, P2.tag)
try:
    class P4(Plugin, wrong=1): pass
except TypeError as e: print(e)
T = type('T', (A,), {'z': 3, 'm': lambda self: self.z}); print(T, T.z, T().m(), T.__name__, type('U', (), {})().__class__.__name__)
for work in (lambda: type('X', (int, str), {}), lambda: type('X', (bool,), {}), lambda: type('X'), lambda: type(1, 2), lambda: type('X', (1,), {}), lambda: type('X', (object, A), {})):
    try: print(work())
    except TypeError as e: print(e)
class M2(type): pass
class C2(metaclass=M2): pass
try:
    class Mix(A, C2): pass
except TypeError as e: print(e)
class X: pass
class Y(X): pass
class Z(X): pass
class W(Y, Z): pass
print([c.__name__ for c in W.__mro__], W.__bases__, W.__base__.__name__, X.__subclasses__(), issubclass(W, X))
try:
    class Bad(X, Y): pass
except TypeError as e: print(e)
class Singleton(type):
    _i = {}
    def __call__(cls, *a):
        if cls not in cls._i: cls._i[cls] = super().__call__(*a)
        return cls._i[cls]
class Conf(metaclass=Singleton):
    def __init__(self, v=1): self.v = v
print(Conf(3) is Conf(4), Conf().v)
class Root:
    def hi(self): return ['root']
class L(Root):
    def hi(self): return ['l'] + super().hi()
class R(Root):
    def hi(self): return ['r'] + super().hi()
class LR(L, R):
    def hi(self): return ['lr'] + super().hi()
print(LR().hi(), super(L, LR()).hi(), super(LR, LR()).hi.__func__.__qualname__)
class New:
    def __new__(cls, *a):
        print('new', a); return super().__new__(cls) if a else 'not an instance'
    def __init__(self, *a): print('init', a)
print(type(New(1)).__name__, New())
class Check(type):
    def __instancecheck__(cls, x): return hasattr(x, 'quack')
    def __subclasscheck__(cls, c): return c.__name__.startswith('D')
class Duck(metaclass=Check): pass
class Dog: quack = 1
print(isinstance(Dog(), Duck), isinstance(5, Duck), issubclass(Dog, Duck), issubclass(int, Duck))
class Prep(type):
    @classmethod
    def __prepare__(mcs, name, bases): return {'injected': 99}
class UsesPrep(metaclass=Prep): value = injected + 1
print(UsesPrep.value, UsesPrep.injected)
class Generic:
    def __class_getitem__(cls, item): return f'{cls.__name__}[{item}]'
print(Generic[int], Generic['a', 1])
for work in (lambda: X(1), lambda: object(1), lambda: X().foo, lambda: X.foo, lambda: New.__init__(), lambda: super().x, lambda: X.__new__(int)):
    try: print(work())
    except Exception as e: print(type(e).__name__, e)
