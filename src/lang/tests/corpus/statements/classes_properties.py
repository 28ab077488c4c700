class Circle:
    def __init__(self, r):
        self.r = r
    @property
    def r(self):
        """The radius."""
        return self._r
    @r.setter
    def r(self, value):
        if value < 0:
            raise ValueError('negative radius')
        self._r = value
    @r.deleter
    def r(self):
        del self._r
    area = property(lambda self: 3 * self.r ** 2)
c = Circle(2)
c.r += 1
print(c.r, c.area, Circle.r.__doc__)
for work in ['c.r = -1', 'del c.r', 'c.r']:
    try:
        exec(work)
        print(work)
    except Exception as e:
        print(type(e).__name__, e)
class Typed:
    def __set_name__(self, owner, name):
        self.name = '_' + name
    def __get__(self, instance, owner):
        return self if instance is None else getattr(instance, self.name)
    def __set__(self, instance, value):
        if not isinstance(value, int):
            raise TypeError(f'{self.name} wants an int')
        setattr(instance, self.name, value)
class Point:
    x = Typed()
p = Point()
p.x = 5
print(p.x, vars(p))
try:
    p.x = 'a'
except TypeError as e:
    print(e)
