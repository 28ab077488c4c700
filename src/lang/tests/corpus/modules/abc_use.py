"""Abstract base classes as tutorials write them."""
from abc import ABC, ABCMeta, abstractmethod
import collections.abc
import math


class Shape(ABC):
    def __init__(self, name):
        self.name = name

    @abstractmethod
    def area(self):
        """Every shape has one."""

    @property
    @abstractmethod
    def sides(self):
        ...

    @classmethod
    @abstractmethod
    def unit(cls):
        ...

    @staticmethod
    @abstractmethod
    def kind():
        ...

    def describe(self):
        return f"{self.name}: {self.area():.2f}, {self.sides} sides"


class Square(Shape):
    def __init__(self, side):
        super().__init__("square")
        self.side = side

    def area(self):
        return self.side ** 2

    sides = 4

    @classmethod
    def unit(cls):
        return cls(1)

    @staticmethod
    def kind():
        return "polygon"


class Half(Shape):
    def area(self):
        return super().area()

    sides = property(lambda self: 0)


for cls in (Shape, Half):
    try:
        cls("x")
    except TypeError as error:
        print(error)
print(Square(3).describe(), Square.unit().area(), Square.kind(), sorted(Shape.__abstractmethods__), Square.__abstractmethods__)
print(Shape.area.__isabstractmethod__, type(Shape), isinstance(Square(1), Shape))


class Drawable(metaclass=ABCMeta):
    @abstractmethod
    def draw(self): ...

    @classmethod
    def __subclasshook__(cls, other):
        if cls is Drawable:
            return any("draw" in base.__dict__ for base in other.__mro__)
        return NotImplemented


class Picture:
    def draw(self):
        return "picture"


class Text:
    pass


print(isinstance(Picture(), Drawable), issubclass(Text, Drawable), issubclass(Picture, Drawable))


class Plugin(ABC):
    pass


@Plugin.register
class Outside:
    pass


print(isinstance(Outside(), Plugin), issubclass(Outside, Plugin), Plugin in Outside.__mro__)
try:
    Plugin.register(3)
except TypeError as error:
    print(error)
try:
    class Loop(Outside):
        pass
    Loop.register = None
    Plugin.register(Plugin)
    print("itself")
except (TypeError, RuntimeError) as error:
    print(error)


class Temperatures(collections.abc.Sequence):
    def __init__(self, *values):
        self._values = values

    def __getitem__(self, index):
        return self._values[index]

    def __len__(self):
        return len(self._values)


t = Temperatures(20, 21, 19, 21)
print(list(t), list(reversed(t)), 21 in t, t.index(19), t.count(21), isinstance(t, collections.abc.Iterable))


class Lower(collections.abc.MutableMapping):
    def __init__(self, *args, **kwargs):
        self._data = {}
        self.update(*args, **kwargs)

    def __getitem__(self, key):
        return self._data[key.lower()]

    def __setitem__(self, key, value):
        self._data[key.lower()] = value

    def __delitem__(self, key):
        del self._data[key.lower()]

    def __iter__(self):
        return iter(self._data)

    def __len__(self):
        return len(self._data)


m = Lower(A=1, b=2)
m["C"] = 3
print(dict(m), m["a"], "B" in m, m.pop("c"), m.get("zz", 0), m.setdefault("D", 9), list(m.items()), m == {"a": 1, "b": 2, "d": 9})
m.clear()
print(len(m), isinstance(m, dict), isinstance(m, collections.abc.Mapping))
try:
    class Broken(collections.abc.MutableSet):
        def __contains__(self, item):
            return True
    Broken()
except TypeError as error:
    print(error)
print(isinstance(math.sqrt, collections.abc.Callable), isinstance([], collections.abc.Hashable), isinstance({}, collections.abc.Sized))
