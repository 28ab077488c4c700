"""bool: arithmetic, truth of objects, short circuits, any and all, errors."""
print(True + True, True * 3, -True, ~True, True / 2, True // 2, 5 % True, 2 ** True, True << 3, sum([True, False, True]))
print(True & False, True | 2, True ^ True, type(True & True), type(True & 1), True == 1.0, True is True, hash(True))
print(int(True), float(False), complex(True), str(True), repr(False), f"{True:>6}|{True:d}|{False!s:5}|{True:5.1f}", "%s %d" % (True, True))
print(bool(), bool([]), bool([0]), bool(""), bool(" "), bool(0.0), bool(-0.0), bool(0j), bool(None), bool(range(0)), bool({}), bool(b"\0"))
print(isinstance(True, int), issubclass(bool, int), bool.__mro__, bool.__bases__, True.real, True.numerator, True.bit_length())
print([10, 20][True], "ab"[False], {1: "int", True: "bool"}, {True: 1}[1], [1, True, 1.0].count(True), [0, 1].index(True))
print(1 < 2 < 3, 1 < 3 < 2, (1 < 2) == True, not [], not "x", not not 3, 1 and 2, 0 and 2, 0 or "x", None or [] or {}, "" and 1)
print(any([]), all([]), any([0, "", 3]), all([1, "a", []]), any(x > 2 for x in range(4)), all(x < 2 for x in range(4)))


class Length:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


class Truth:
    def __init__(self, answer):
        self.answer = answer

    def __bool__(self):
        print("asked", end=" ")
        return self.answer


print(bool(Length(0)), bool(Length(2)), bool(Truth(True)), "yes" if Truth(False) else "no", Truth(True) and 1, bool(object()))
print((Truth(False) or "right"), not Truth(True))


def loud(value):
    print(f"<{value}>", end="")
    return value


print(loud(0) or loud(1) or loud(2), loud(1) and loud(0) and loud(2), loud(1) if loud(0) else loud(3))
print(loud(1) < loud(0) < loud(5))
for bad in (lambda: bool(Truth(3)), lambda: bool(Length(-1)), lambda: bool(Length("a")), lambda: bool(1, 2), lambda: bool(x=1),
            lambda: True.x, lambda: True(), lambda: type("B", (bool,), {}), lambda: True < "a", lambda: True + "a"):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
print(True.__and__(False), bool.__doc__.splitlines()[0], bool("False"), sorted([True, 0, 2, False]), max(True, False), True.as_integer_ratio())
print(True.to_bytes(1, "big"), bool.from_bytes(b"\x01", "big"), int.from_bytes(b"\x01\x00", "big"))
