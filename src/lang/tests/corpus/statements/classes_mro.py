class A:
    def go(self):
        return ['A']
class B(A):
    def go(self):
        return ['B'] + super().go()
class C(A):
    def go(self):
        return ['C'] + super().go()
class D(B, C):
    def go(self):
        return ['D'] + super().go()
print(D().go(), [k.__name__ for k in D.__mro__], D.mro() == list(D.__mro__))
try:
    class E(A, B):
        pass
except TypeError as e:
    print(e)
class Attr:
    def __getattr__(self, name):
        if name.startswith('auto_'):
            return name[5:]
        raise AttributeError(name)
    def __setattr__(self, name, value):
        object.__setattr__(self, name, value * 2)
    def __delattr__(self, name):
        print('del', name)
        object.__delattr__(self, name)
a = Attr()
a.x = 4
print(a.x, a.auto_y, hasattr(a, 'z'))
del a.x
