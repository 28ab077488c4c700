from dataclasses import dataclass
@dataclass
class Point:
    x: int
    y: int
def where(value):
    match value:
        case Point(x=0, y=0):
            return 'origin'
        case Point(x, 0):
            return f'on x at {x}'
        case [Point(), Point(x=1) as p, *rest]:
            return f'points {p} {rest}'
        case [1, 2, *others]:
            return f'starts {others}'
        case [a, (b, c)]:
            return f'nested {a} {b} {c}'
        case []:
            return 'empty'
        case {'type': 'circle', 'r': r, **rest}:
            return f'circle {r} {rest}'
        case {'type': kind}:
            return f'kind {kind}'
        case {}:
            return 'mapping'
    return 'nothing'
for value in [Point(0, 0), Point(3, 0), [Point(5, 5), Point(1, 2), 7], [1, 2, 3, 4], [1, [2, 3]], (), {'type': 'circle', 'r': 2, 'fill': 1}, {'type': 'x'}, {'q': 1}, 'ab', Point(1, 1)]:
    print(where(value))
