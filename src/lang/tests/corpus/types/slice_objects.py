"""Slices as objects: attributes, indices, assignment and deletion through them, __getitem__ of one's own."""
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, slice(5), slice(None, None, -1), slice("a", "b"))
for length in (0, 3, 5, 20):
    print(length, s.indices(length), slice(None, None, -1).indices(length), slice(-3, None).indices(length), slice(100, -100, -3).indices(length))
data = list(range(10))
LAST_THREE, EVENS, REVERSED = slice(-3, None), slice(None, None, 2), slice(None, None, -1)
print(data[LAST_THREE], data[EVENS], data[REVERSED], "hello"[REVERSED], (1, 2, 3)[LAST_THREE], range(10)[EVENS], b"abc"[REVERSED])
data[EVENS] = "abcde"
print(data)
data[2:4] = []
print(data)
data[1:1] = [100, 200]
print(data)
del data[::3]
print(data)
data[5:2] = ["between"]
print(data)
data[:] = range(6)
data[-1:] = data[:2]
print(data)


class Grid:
    def __init__(self, rows):
        self.rows = rows

    def __getitem__(self, key):
        if isinstance(key, tuple):
            rows, columns = key
            picked = self.rows[rows] if isinstance(rows, slice) else [self.rows[rows]]
            return [row[columns] for row in picked]
        return ("plain", key)

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("delete", key)


g = Grid([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
print(g[0:2, 1], g[:, ::2], g[1, 0], g[::-1, -1], g[...], g[1:2], g[:])
g[1:, ..., None] = 3
del g[::2, 1]
for bad in (lambda: [1][slice("a")], lambda: [1][1.0:], lambda: slice(), lambda: slice(1).indices(-1), lambda: slice(1, 2, 0).indices(3),
            lambda: hash(slice(1)), lambda: s.__setattr__("start", 3), lambda: {}[1:2], lambda: [1, 2][::0], lambda: s < 3,
            lambda: slice(1).indices("a")):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
try:
    data[::2] = [1]
except ValueError as error:
    print(error)
try:
    data[0:1] = 5
except TypeError as error:
    print(error)
print(slice(1, 2) == slice(1, 2), slice(1, 2) < slice(1, 3), slice(1, 2) != slice(2, 2))


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


print(list(range(10))[Index(2):Index(8):Index(3)], "abcdef"[Index(-2):], slice(Index(1), 5).indices(10))
