"""Design patterns of tutorials: singleton, factory, observer, strategy, command, decorator, state machine, plugin registry, linked lists and trees."""
from abc import ABC, abstractmethod
from collections import OrderedDict, namedtuple
from collections.abc import Callable
from enum import Enum, Flag, IntEnum, auto
from functools import partial, reduce, singledispatch, wraps
from types import SimpleNamespace
from typing import Generic, Protocol, TypeVar
import operator

T = TypeVar("T")


class Singleton(type):
    _instances: dict = {}

    def __call__(cls, *args, **kwargs):
        if cls not in cls._instances:
            cls._instances[cls] = super().__call__(*args, **kwargs)
        return cls._instances[cls]


class Config(metaclass=Singleton):
    def __init__(self, name="default"):
        self.name = name


print(Config("first") is Config("second"), Config().name)


class Plugin:
    registry: dict[str, type] = {}

    def __init_subclass__(cls, /, key=None, **kwargs):
        super().__init_subclass__(**kwargs)
        Plugin.registry[key or cls.__name__.lower()] = cls

    @classmethod
    def create(cls, key, *args):
        try:
            return cls.registry[key](*args)
        except KeyError:
            raise ValueError(f"unknown plugin {key!r}, have {sorted(cls.registry)}") from None


class Json(Plugin): pass
class Yaml(Plugin, key="yml"): pass


print(Plugin.create("json").__class__.__name__, Plugin.registry)
try:
    Plugin.create("xml")
except ValueError as error:
    print(error, error.__cause__, error.__suppress_context__)


class Subject:
    def __init__(self):
        self._observers: list[Callable] = []

    def subscribe(self, observer):
        self._observers.append(observer)
        return lambda: self._observers.remove(observer)

    def notify(self, *args, **kwargs):
        return [observer(*args, **kwargs) for observer in self._observers]


s = Subject()
stop = s.subscribe(lambda x: x + 1)
s.subscribe(partial(operator.mul, 10))
print(s.notify(4), stop(), s.notify(4))


class State(Enum):
    RED = "red"
    GREEN = "green"
    YELLOW = "yellow"

    def next(self):
        order = list(State)
        return order[(order.index(self) + 1) % len(order)]


class Permission(Flag):
    READ = auto()
    WRITE = auto()
    EXECUTE = auto()
    ALL = READ | WRITE | EXECUTE


class Priority(IntEnum):
    LOW = 1
    HIGH = 10


light = State.RED
for _ in range(4):
    print(light.name, light.value, end=" -> ")
    light = light.next()
print(light, State("green"), State["YELLOW"], Permission.READ | Permission.WRITE, Permission.ALL & ~Permission.READ, Permission.READ in Permission.ALL, Priority.HIGH > 5, sorted(Priority), f"{Priority.LOW}")


class Stack(Generic[T]):
    def __init__(self) -> None:
        self._items: list[T] = []

    def push(self, item: T) -> None:
        self._items.append(item)

    def pop(self) -> T:
        return self._items.pop()

    def __len__(self):
        return len(self._items)


stack: Stack[int] = Stack()
stack.push(1)
stack.push(2)
print(stack.pop(), len(stack), Stack[int], Stack.__parameters__)


class Quacks(Protocol):
    def quack(self) -> str: ...


class Duck:
    def quack(self): return "Quack"


def make(thing: Quacks) -> str: return thing.quack()


print(make(Duck()), make.__annotations__["return"])


class Node:
    def __init__(self, value, next=None):
        self.value, self.next = value, next


class LinkedList:
    def __init__(self, *values):
        self.head = reduce(lambda rest, value: Node(value, rest), reversed(values), None)

    def __iter__(self):
        node = self.head
        while node:
            yield node.value
            node = node.next

    def reverse(self):
        previous, node = None, self.head
        while node:
            node.next, previous, node = previous, node, node.next
        self.head = previous
        return self

    def __repr__(self):
        return " -> ".join(map(repr, self)) or "empty"


print(LinkedList(1, "b", 3.0), LinkedList(1, 2, 3).reverse(), LinkedList(), 2 in LinkedList(1, 2), sum(LinkedList(1, 2)), max(LinkedList(4, 9)))


class Tree:
    def __init__(self):
        self.root = None

    def insert(self, key):
        def place(node):
            if node is None:
                return SimpleNamespace(key=key, left=None, right=None)
            side = "left" if key < node.key else "right"
            setattr(node, side, place(getattr(node, side)))
            return node
        self.root = place(self.root)
        return self

    def walk(self):
        def visit(node, depth=0):
            if node is not None:
                yield from visit(node.left, depth + 1)
                yield node.key, depth
                yield from visit(node.right, depth + 1)
        return list(visit(self.root))


print(reduce(Tree.insert, [5, 2, 8, 1, 9], Tree()).walk())


class LRU:
    def __init__(self, size):
        self.size, self.data = size, OrderedDict()

    def get(self, key, compute):
        if key in self.data:
            self.data.move_to_end(key)
        else:
            self.data[key] = compute(key)
            if len(self.data) > self.size:
                self.data.popitem(last=False)
        return self.data[key]


cache = LRU(2)
print([cache.get(k, lambda k: k * 2) for k in (1, 2, 1, 3)], list(cache.data))


@singledispatch
def describe(x): return f"object {x}"
@describe.register
def _(x: int): return f"int {x}"
@describe.register(list)
def _(x): return f"list of {len(x)}"


print(describe(1), describe([1]), describe("s"), describe(True), describe.dispatch(bool)(0))


def repeat(times):
    def decorate(function):
        calls = 0

        @wraps(function)
        def wrapper(*args, **kwargs):
            nonlocal calls
            calls += 1
            wrapper.calls = calls
            return [function(*args, **kwargs) for _ in range(times)]
        return wrapper
    return decorate


@repeat(2)
def hello(name: str = "you") -> str:
    """Greets."""
    return f"hi {name}"


print(hello(), hello("A"), hello.calls, hello.__name__, hello.__doc__, hello.__wrapped__("x"))


class Typed:
    def __init__(self, kind):
        self.kind = kind

    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner=None):
        return self if instance is None else getattr(instance, self.name)

    def __set__(self, instance, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name[1:]} must be {self.kind.__name__}, not {type(value).__name__}")
        setattr(instance, self.name, value)


class Person:
    name, age = Typed(str), Typed(int)

    def __init__(self, name, age):
        self.name, self.age = name, age


print(vars(Person("Ann", 3)), type(Person.name).__name__)
try:
    Person("Bob", "3")
except TypeError as error:
    print(error)


class Command(ABC):
    @abstractmethod
    def do(self, text): ...

    def undo(self):
        return self.before


class Append(Command):
    def __init__(self, what): self.what = what
    def do(self, text):
        self.before = text
        return text + self.what


class Upper(Command):
    def do(self, text):
        self.before = text
        return text.upper()


text, done = "a", []
for command in (Append("bc"), Upper(), Append("!")):
    text = command.do(text)
    done.append(command)
print(text, [(text := command.undo()) for command in reversed(done)])


class Vector(namedtuple("Vector", "x y")):
    __slots__ = ()
    def __add__(self, o): return Vector(self.x + o.x, self.y + o.y)
    def __mul__(self, k): return Vector(self.x * k, self.y * k) if isinstance(k, (int, float)) else self.x * k.x + self.y * k.y
    __rmul__ = __mul__
    def __abs__(self): return (self.x ** 2 + self.y ** 2) ** 0.5
    def __neg__(self): return self * -1
    def __matmul__(self, o): return self * o
    def __bool__(self): return any(self)
    def __format__(self, spec): return f"({self.x:{spec or 'g'}}; {self.y:{spec or 'g'}})"


v = Vector(3, 4)
print(v, 2 * v, v * v, v @ v, -v, abs(v), v + v, bool(Vector(0, 0)), f"{v} {v:.1f}", v._replace(x=0), v == (3, 4))


class Chain:
    def __init__(self, path=""): self.path = path
    def __getattr__(self, name): return Chain(f"{self.path}/{name}")
    def __getitem__(self, key): return Chain(f"{self.path}[{key!r}]")
    def __call__(self, *args): return Chain(f"{self.path}({', '.join(map(repr, args))})")
    def __str__(self): return self.path


print(Chain().users[3].posts("new", 1).title)
