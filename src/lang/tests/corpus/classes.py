# Inheritance, descriptors, attribute protocols, operators, metaclasses.
class Base:
    count = 0
    def __init_subclass__(cls, /, tag=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.tag = tag
        Base.count += 1
    def __init__(self, x):
        self.x = x
    def hello(self):
        return f"{type(self).__name__}:{self.x}"


class Left(Base, tag="l"):
    def hello(self):
        return "left " + super().hello()


class Right(Base, tag="r"):
    def hello(self):
        return "right " + super().hello()


class Both(Left, Right):
    pass


print(Both(1).hello(), Both.tag, Left.tag, Base.count)
print([c.__name__ for c in Both.__mro__], Both.__bases__ == (Left, Right), issubclass(Both, Right))


class Field:
    def __set_name__(self, owner, name):
        self.name = "_" + name
    def __get__(self, instance, owner):
        if instance is None:
            return self
        return getattr(instance, self.name, "unset")
    def __set__(self, instance, value):
        print("set", self.name, value)
        instance.__dict__[self.name] = value
    def __delete__(self, instance):
        print("delete", self.name)
        del instance.__dict__[self.name]


class Record:
    a = Field()
    b = Field()


r = Record()
print(r.a)
r.a = 5
print(r.a, r.__dict__)
del r.a
print(r.a, type(Record.a).__name__)


class Temperature:
    def __init__(self, celsius=0):
        self._celsius = celsius
    @property
    def fahrenheit(self):
        "In Fahrenheit."
        return self._celsius * 9 / 5 + 32
    @fahrenheit.setter
    def fahrenheit(self, value):
        self._celsius = (value - 32) * 5 / 9
    @fahrenheit.deleter
    def fahrenheit(self):
        self._celsius = 0
    @property
    def fixed(self):
        return 1


t = Temperature(100)
print(t.fahrenheit)
t.fahrenheit = 32
print(t._celsius, Temperature.fahrenheit.__doc__)
del t.fahrenheit
try:
    t.fixed = 2
except AttributeError as error:
    print(error)
try:
    del t.fixed
except AttributeError as error:
    print(error)


class Dynamic:
    def __getattr__(self, name):
        if name.startswith("no"):
            raise AttributeError(f"nothing like {name}")
        return name.upper()
    def __setattr__(self, name, value):
        object.__setattr__(self, name, value * 2)
    def __delattr__(self, name):
        print("del", name)
        object.__delattr__(self, name)


d = Dynamic()
d.z = 4
print(d.z, d.other, hasattr(d, "nothing"), getattr(d, "none", 7))
del d.z
print(d.z)


class Everything:
    def __getattribute__(self, name):
        if name == "real":
            return object.__getattribute__(self, "hidden")
        return "got " + name
    hidden = "treasure"


print(Everything().real, Everything().any)


class Vec:
    def __init__(self, *v): self.v = v
    def __add__(self, o): return Vec(*(a + b for a, b in zip(self.v, o.v))) if isinstance(o, Vec) else NotImplemented
    def __radd__(self, o): return ("radd", o)
    def __mul__(self, k): return Vec(*(a * k for a in self.v))
    __rmul__ = __mul__
    def __iadd__(self, o):
        self.v = self.v + (o,)
        return self
    def __neg__(self): return Vec(*(-a for a in self.v))
    def __invert__(self): return "inverted"
    def __eq__(self, o): return isinstance(o, Vec) and self.v == o.v
    def __lt__(self, o): return self.v < o.v
    def __len__(self): return len(self.v)
    def __getitem__(self, i): return self.v[i]
    def __contains__(self, x): return x in self.v
    def __iter__(self): return iter(self.v)
    def __call__(self, *a, **k): return ("called", a, k)
    def __repr__(self): return "Vec" + repr(self.v)
    def __bool__(self): return any(self.v)
    def __matmul__(self, o): return sum(a * b for a, b in zip(self.v, o.v))
    def __divmod__(self, o): return "divmod"
    def __pow__(self, o): return ("pow", o)
    def __index__(self): return len(self.v)
    def __format__(self, spec): return f"<{spec}>"
    def __abs__(self): return sum(a * a for a in self.v) ** 0.5


v, w = Vec(1, 2), Vec(3, 4)
print(v + w, v * 3, 3 * v, -v, ~v, v == Vec(1, 2), v != w, v < w, v > w, len(v), v[1], v[0:1], 2 in v, list(v))
print(v(1, k=2), bool(Vec(0)), v @ w, 5 + v, v ** 2, [10, 20, 30][v], f"{v:spec} {v}", str(v), abs(Vec(3, 4)))
v += 9
print(v, sorted([w, v]), max(v, w))
try:
    v + 1
except TypeError as error:
    print(error)
try:
    v - 1
except TypeError as error:
    print(error)
try:
    hash(v)
except TypeError as error:
    print(error)
try:
    v <= w
except TypeError as error:
    print(error)


class Meta(type):
    def __new__(mcs, name, bases, namespace, **kwargs):
        namespace["made_by"] = mcs.__name__
        return super().__new__(mcs, name, bases, namespace)
    def __call__(cls, *args):
        print("calling", cls.__name__)
        return super().__call__(*args)
    def __len__(cls):
        return 42


class WithMeta(metaclass=Meta):
    def __init__(self, a): self.a = a


print(WithMeta(3).a, WithMeta.made_by, len(WithMeta), type(WithMeta).__name__)


class Single:
    instance = None
    def __new__(cls, *args):
        if cls.instance is None:
            cls.instance = super().__new__(cls)
        return cls.instance
    def __init__(self, value): self.value = value


print(Single(1) is Single(2), Single.instance.value)


class Stack(list):
    def __init__(self, name, *items):
        super().__init__(items)
        self.name = name
    def push(self, x):
        self.append(x)
        return self
    def __getitem__(self, i):
        return ("item", list.__getitem__(self, i))


s = Stack("s", 1, 2).push(3)
print(s, len(s), s[0], s.name, isinstance(s, list), s == [1, 2, 3], [*s], s + [4])


class Default(dict):
    def __missing__(self, key):
        self[key] = key * 2
        return self[key]


m = Default(a=1)
print(m["a"], m["zz"], m, m.get("q"), "zz" in m)


class Celsius(float):
    def __new__(cls, value): return super().__new__(cls, value + 1)
    def show(self): return f"{self:.1f}C"


print(Celsius(20).show(), Celsius(1) + 1, type(Celsius(1) + 1).__name__)


class MyInt(int):
    def __add__(self, o): return MyInt(int(self) + o)
    def __repr__(self): return f"MyInt({int(self)})"


print(MyInt(4) + 1, MyInt(4) * 2, MyInt(7) // 2)


class Text(str):
    def shout(self): return self.upper() + "!"


print(Text("hey").shout(), Text("a") + "b", Text("x") == "x", {Text("k"): 1}["k"])


class Slots:
    __slots__ = ("a", "b")


o = Slots()
o.a = 1
try:
    o.c = 1
except AttributeError as error:
    print(error)
print(hasattr(o, "b"), hasattr(o, "__dict__"))
Point = type("Point", (), {"x": 1, "get": lambda self: self.x})
print(Point().get(), Point.__name__)
print(A := 3, [n for n in dir(Slots) if not n.startswith("__")])


class Nested:
    class Inner:
        def f(self): return type(self).__qualname__
    value = [i for i in range(3)]
    other = value[1]
    def g(self):
        class Local: pass
        return Local.__qualname__


print(Nested.Inner().f(), Nested.value, Nested.other, Nested().g())


class Private:
    def __init__(self): self.__x = 1
    def get(self): return self.__x


p = Private()
print(p.get(), p.__dict__)
print(isinstance(1, (str, int)), isinstance(True, int), issubclass(bool, int), type(1) is int, type(type) is type)
try:
    class Bad(Left, Base, Right): pass
    class Worse(Base, Left): pass
except TypeError as error:
    print(error)
print(Both.__doc__, Base.__module__, repr(Base), callable(Base), callable(t))
