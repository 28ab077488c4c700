"""Lists at work: stacks, queues, nested copies, sorting by keys, comprehension idioms, in-place changes while looping."""
from functools import cmp_to_key
from operator import itemgetter

matrix = [[1, 2, 3], [4, 5, 6]]
print([list(row) for row in zip(*matrix)], [x for row in matrix for x in row], [[x * y for y in range(1, 4)] for x in range(1, 4)])
rows = [[0] * 3] * 2
rows[0][0] = 1
print(rows, rows[0] is rows[1], [[0] * 3 for _ in range(2)])
stack = []
for c in "ab(c[d]e)f":
    if c in "([":
        stack.append(c)
    elif c in ")]":
        print(stack.pop(), c, end="; ")
print(stack)
a = [3, 1, 2]
b = a
a += [4]
a = a + [5]
print(a, b, a is b)
people = [("Ann", 31), ("Bob", 25), ("Cid", 31), ("Dee", 25)]
print(sorted(people, key=itemgetter(1)), sorted(people, key=lambda p: (-p[1], p[0])), sorted(people, key=itemgetter(1), reverse=True))
print(sorted("banana"), sorted([3, -1, 2], key=abs), sorted(["b", "A", "c"], key=str.lower), sorted([[2, 1], [1, 5], [1]]))
print(sorted([5, 3, 8], key=cmp_to_key(lambda x, y: y - x)), max(people, key=itemgetter(1)), min(people, key=itemgetter(1)))
n = [1, 2, 3, 4, 5, 6]
for x in n:
    if x % 2 == 0:
        n.remove(x)
print(n)
n = [1, 2, 2, 4]
for i in range(len(n) - 1, -1, -1):
    if n[i] == 2:
        del n[i]
print(n, n.index(4), n * 2, n.copy() == n, n[::-1], 4 in n)
first, *middle, last = range(6)
print(first, middle, last, [*middle, *"xy"], [1, 2] < [1, 3], [1, 2] < [1, 2, 0], [] < [0], [[1]] == [[1]])
grow = []
for i in range(5):
    grow.insert(0, i)
    grow.extend(str(i))
print(grow, grow.count(0), grow.count("0"))
self_ref = [1, 2]
self_ref.append(self_ref)
print(self_ref, len(self_ref), self_ref[2][2][0])
print(list("abc"), list({"a": 1}), list((1, 2)), list(map(str, range(3))), list(filter(None, [0, 1, "", "a"])), [None] * 2)
seen = set()
print([x for x in [3, 1, 3, 2, 1] if not (x in seen or seen.add(x))], list(dict.fromkeys([3, 1, 3])))
chunks = [list(range(10))[i:i + 4] for i in range(0, 10, 4)]
print(chunks, sum(chunks, []), sum(len(c) for c in chunks))
for bad in (lambda: [].pop(), lambda: [1].pop(3), lambda: [1].remove(2), lambda: [1].index(2), lambda: [1, "a"].sort(), lambda: [1] + (2,),
            lambda: [1] * "a", lambda: [1]["a"], lambda: [1].insert("a", 1), lambda: [3, 1].sort(abs), lambda: list(3), lambda: [1][5],
            lambda: sorted([1j, 2j]), lambda: [1].append(), lambda: [1].extend(3), lambda: [1] * 1.5, lambda: hash([1])):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
c = [5, 4]
try:
    c[3] = 1
except IndexError as error:
    print(error)
try:
    c.sort(key=lambda x: c.append(1) or x)
except ValueError as error:
    print(error)
print(c)


class Table(list):
    def __getitem__(self, i):
        return f"item {super().__getitem__(i)}"


t = Table([1, 2])
print(t, t[0], [x for x in t], t + [3], type(t + [3]).__name__, t.copy())
