"""Structural matching as tutorials show it: classes, mappings, sequences, guards, alternatives, captures."""
from dataclasses import dataclass
from enum import Enum


@dataclass
class Point:
    x: int
    y: int


@dataclass
class Circle:
    center: Point
    radius: float


class Color(Enum):
    RED = 1
    GREEN = 2


class Named:
    __match_args__ = ("first", "last")

    def __init__(self, first, last):
        self.first, self.last = first, last


def describe(thing):
    match thing:
        case Point(x=0, y=0):
            return "origin"
        case Point(0, y):
            return f"on the y axis at {y}"
        case Point(x, y) if x == y:
            return f"diagonal {x}"
        case Point():
            return "some point"
        case Circle(Point(x, 0) as center, radius=r) if r > 10:
            return f"big circle at {center}"
        case Circle(center=Point(x, _), radius=r):
            return f"circle {x} {r}"
        case Color.RED:
            return "red"
        case Color():
            return f"color {thing.name}"
        case Named(first="Ann" | "Bob" as first, last=last):
            return f"friend {first} {last}"
        case Named(first):
            return f"stranger {first}"
        case {"type": "click", "at": (x, y), **rest}:
            return f"click {x},{y} {rest}"
        case {"type": str(kind)}:
            return f"event {kind}"
        case {}:
            return "a mapping"
        case []:
            return "empty"
        case [int(n)] | [float(n)]:
            return f"one number {n}"
        case ["go", ("north" | "south") as direction]:
            return f"going {direction}"
        case ["go", *rest]:
            return f"go where? {rest}"
        case [first, *_, last]:
            return f"from {first} to {last}"
        case bool(b):
            return f"bool {b}"
        case -1 | 1:
            return "unit"
        case int(n) if n > 1000:
            return "large"
        case int() | float():
            return f"number {thing}"
        case 1 + 2j:
            return "complex"
        case "yes" | "no" as answer:
            return f"answer {answer}"
        case str(text):
            return f"text {text!r}"
        case b"raw":
            return "bytes"
        case None:
            return "nothing"
        case _:
            return f"unknown {type(thing).__name__}"


for thing in (Point(0, 0), Point(0, 5), Point(2, 2), Point(1, 2), Circle(Point(1, 0), 20), Circle(Point(3, 4), 1.5), Color.RED, Color.GREEN,
              Named("Ann", "A"), Named("Eve", "E"), {"type": "click", "at": (1, 2), "button": 1}, {"type": "key"}, {"type": 3}, {}, [], [1], [2.5],
              ["x"], ["go", "north"], ["go", "up"], ["go"], (1, 2, 3), range(3), True, -1, 5000, 3.5, 1 + 2j, "yes", "maybe", b"raw", b"other", None,
              {1}, object, iter([])):
    print(describe(thing))


def command(text):
    match text.split():
        case ["quit"]:
            return "bye"
        case ["get", obj] | ["pick", "up", obj] | ["pick", obj, "up"]:
            return f"taking {obj}"
        case ["drop", *objects] if len(objects) > 1:
            return f"dropping {', '.join(objects)}"
        case [action, obj]:
            return f"{action}s {obj}"
    return "what?"


for text in ("quit", "get lamp", "pick up sword", "pick key up", "drop a b", "drop a", "", "a b c"):
    print(command(text))


class Bad:
    __match_args__ = "x"


class TooFew:
    __match_args__ = ()


for cls, text in ((Bad, "Cls(1)"), (TooFew, "Cls(1, 2)"), (int, "Cls(1, 2)"), (5, "Cls()"), (Point, "Cls(1, x=2)")):
    try:
        exec(f"match subject:\n    case {text}:\n        pass", {"Cls": cls, "subject": cls() if cls in (Bad, TooFew, int) else Point(1, 2)})
        print("fine")
    except TypeError as error:
        print(error)
match match := {"case": [1, {"deep": (2, 3)}]}:
    case {"case": [_, {"deep": (a, b)}]}:
        print(a, b, match)
match = 5
case = match + 1
print(match, case)
