"""Tuples at work: records, swaps, keys, star-expressions, comparison, and the mutable things inside."""
point = 3, 4
x, y = point
x, y = y, x
print(point, x, y, (), (1,), 1, (1), type((1)), type((1,)), tuple("ab"), tuple([1, 2]), tuple())
(a, (b, *c)), d = (1, (2, 3, 4)), 5
print(a, b, c, d, *point, [*point, *point], (*point, 0), {*point})
print(point + (5,), point * 2, 2 * point, point[::-1], point[0:1], point.count(3), point.index(4), 3 in point, len(point))
print((1, 2) < (1, 3), (1, 2) < (1, 2, 0), () < (0,), (1, "a") == (1, "a"), (1, 2) != [1, 2], max((1, 9), (2, 0)), min([(2, 1), (1, 5)]))
t = ([1], 2)
t[0].append(5)
try:
    t[0] += [6]
except TypeError as error:
    print(error, t)
print(hash((1, 2)) == hash((1, 2)), {(0, 0): "origin"}[0, 0], {(1, 2), (1, 2)}, sorted([(2, "b"), (1, "z"), (2, "a")]))


def stats(*values):
    return min(values), max(values), sum(values) / len(values)


low, high, mean = stats(3, 1, 2)
print(low, high, mean, stats(*range(5)), stats(*(1, 2), 3))
for i, (name, (w, h)) in enumerate([("a", (1, 2)), ("b", (3, 4))], start=1):
    print(i, name, w * h)
for index, pair in enumerate(zip((1, 2, 3), "ab")):
    print(index, pair)
match (1, 2, 3):
    case (x, y):
        print("two")
    case (x, *rest):
        print("many", x, rest)
nested = (1, (2, (3, (4,))))


def flat(t):
    for item in t:
        if isinstance(item, tuple):
            yield from flat(item)
        else:
            yield item


print(tuple(flat(nested)), nested, repr(nested), str(("a",)), "%s and %s" % ("x", "y"), "%s" % (point,), "{0[1]}".format(point))
for bad in (lambda: point[2], lambda: point.append(1), lambda: point + [1], lambda: (1, 2).index(3), lambda: tuple(3), lambda: hash(([],)),
            lambda: point["a"], lambda: point < 3, lambda: tuple(1, 2), lambda: point * 1.5, lambda: "%s" % (1, 2), lambda: "%s %s" % (1,)):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
for statement in ("point[0] = 1", "del point[0]", "a, b = 1, 2, 3", "a, b, c = point", "a, *b, c = (1,)", "(a, b) = 5", "a, b = {}", "[a, b] = 'x'"):
    try:
        exec(statement, {"point": point})
    except Exception as error:
        print(type(error).__name__, error)


class Pair(tuple):
    __slots__ = ()

    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    first = property(lambda self: self[0])

    def __add__(self, other):
        return Pair(*(p + q for p, q in zip(self, other)))


p = Pair(1, 2)
print(p, p.first, p + (3, 4), type(p + (0, 0)).__name__, p == (1, 2), isinstance(p, tuple), p[::-1], type(p[:]).__name__, sum([p, p], Pair(0, 0)))
try:
    p.z = 1
except AttributeError as error:
    print(error)
