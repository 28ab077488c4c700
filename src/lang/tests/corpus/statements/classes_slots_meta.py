class S:
    __slots__ = ('a', 'b')
s = S()
s.a = 1
print(s.a, S.__slots__)
for work in ['s.c = 1', 's.b', 's.__dict__']:
    try:
        exec(work)
    except AttributeError as e:
        print(e)
class Meta(type):
    def __new__(mcs, name, bases, ns, **kw):
        cls = super().__new__(mcs, name, bases, ns)
        cls.tag = kw.get('tag', name.lower())
        return cls
    def __call__(cls, *args):
        print('making', cls.__name__)
        return super().__call__(*args)
class A(metaclass=Meta):
    pass
class B(A, tag='bee'):
    pass
print(A.tag, B.tag, type(A).__name__, isinstance(B(), A))
class Registry:
    known = {}
    def __init_subclass__(cls, key=None, **kw):
        super().__init_subclass__(**kw)
        Registry.known[key or cls.__name__] = cls
class P(Registry):
    pass
class Q(Registry, key='queue'):
    pass
print(sorted(Registry.known), type('T', (), {'x': 1}).x)
