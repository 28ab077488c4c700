"""A module whose annotations are postponed."""
from __future__ import annotations

import typing
from dataclasses import InitVar, dataclass, field, fields
from typing import ClassVar, NamedTuple, Optional, get_type_hints


class Node:
    value: int
    next: Node | None = None
    names: "list[str]"

    def link(self, other: Node, *args: Undefined, key: dict[str, tuple[int, ...]] = {}, **kw: Optional['Node']) -> Node:
        self.next = other
        return self


print(Node.__annotations__, Node.link.__annotations__)
print(Node().link(Node()).next is not None)


@dataclass
class Point:
    x: int
    y: float = 0.0
    tags: list[str] = field(default_factory=list)
    count: ClassVar[int] = 7
    scale: InitVar[float] = 2.0

    def __post_init__(self, scale):
        self.y *= scale


print(Point(1, 2.0), [(f.name, f.type) for f in fields(Point)], Point.count)
print(get_type_hints(Point.__init__)["x"], get_type_hints(Node)["value"], typing.get_type_hints(Node)["next"])


class Pair(NamedTuple):
    left: int
    right: Pair | None = None


print(Pair(1, Pair(2)), Pair.__annotations__["left"])
counter: Counter[str] = 5
print(counter, __annotations__)


def outer(x: this.is_.never[evaluated](1)) -> lambda: 1:
    y: also_not = x
    return y


print(outer(3), outer.__annotations__)


def lots(a: int | str, b: "text", c: (1, 2), d: None, e: [int], f: ..., g: A[B, C], h: A[(B,)]): ...


print(lots.__annotations__)
try:
    get_type_hints(lots)
except NameError as error:
    print(error)
