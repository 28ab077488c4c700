"""Copies of classes, shared parts, rings, and how classes say how they are copied."""
import copy
from collections import OrderedDict, defaultdict, deque
from dataclasses import dataclass, field


@dataclass
class Node:
    value: int
    children: list = field(default_factory=list)
    parent: "Node | None" = None


root = Node(1)
child = Node(2, parent=root)
root.children.append(child)
twin = copy.deepcopy(root)
print(twin.value, twin.children[0].parent is twin, twin.children[0] is child, copy.copy(root).children is root.children)
ring = [1]
ring.append(ring)
other = copy.deepcopy(ring)
print(other[1] is other, other is ring, other)
shared = [0]
pair = {"a": shared, "b": shared}
fresh = copy.deepcopy(pair)
fresh["a"].append(1)
print(fresh, pair, fresh["a"] is fresh["b"])


class Account:
    count = 0

    def __init__(self, owner, log):
        self.owner, self.log = owner, log
        Account.count += 1

    def __copy__(self):
        made = Account.__new__(Account)
        made.__dict__.update(self.__dict__)
        made.owner = self.owner + " (copy)"
        return made

    def __deepcopy__(self, memo):
        made = copy.copy(self)
        memo[id(self)] = made
        made.log = copy.deepcopy(self.log, memo)
        return made


a = Account("Ann", ["opened"])
b, c = copy.copy(a), copy.deepcopy(a)
c.log.append("changed")
print(b.owner, b.log is a.log, c.owner, c.log, a.log, Account.count)


class Slots:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


s = copy.deepcopy(Slots([1], 2))
print(s.x, s.y)


class Stack(list):
    def __init__(self, items=(), name="stack"):
        super().__init__(items)
        self.name = name


stack = copy.deepcopy(Stack([[1], [2]], "mine"))
print(type(stack).__name__, stack, stack.name)


class Sealed:
    def __reduce__(self):
        return (Sealed.make, (5,))

    @staticmethod
    def make(n):
        made = Sealed()
        made.n = n
        return made


print(copy.copy(Sealed()).n, copy.deepcopy(Sealed()).n)


class State:
    def __init__(self):
        self.a, self.cache = 1, object()

    def __getstate__(self):
        state = self.__dict__.copy()
        del state["cache"]
        return state

    def __setstate__(self, state):
        self.__dict__.update(state)
        self.cache = "new"


print(copy.copy(State()).cache, copy.deepcopy(State()).__dict__)
for thing in (1, "text", None, (1, 2), len, Node, range(3), 2.5, b"x"):
    assert copy.copy(thing) is thing and copy.deepcopy(thing) is thing
inner = ([1], 2)
print(copy.copy(inner) is inner, copy.deepcopy(inner) is inner, copy.deepcopy(inner) == inner)
d = copy.deepcopy(defaultdict(list, {"k": [1]}))
d["new"].append(2)
print(d, copy.copy(deque([1, 2], 3)), copy.deepcopy(OrderedDict(a=[1])), copy.copy({1, 2}), copy.deepcopy(bytearray(b"ab")))
try:
    copy.deepcopy(x for x in [1])
except TypeError as error:
    print(error)
try:
    copy.copy(iter([1]) and (y for y in []))
except TypeError as error:
    print(error)
print(copy.Error.__name__, issubclass(copy.Error, Exception))
