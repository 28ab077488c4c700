"""Sets at work: algebra, in-place changes, comprehension, subclasses, graph search, errors."""
primes, odds = {2, 3, 5, 7}, {1, 3, 5, 7, 9}
print(sorted(primes & odds), sorted(primes | odds), sorted(primes - odds), sorted(primes ^ odds), primes.isdisjoint({4}), {1} < odds, odds >= {1, 9})
s = set("hello")
s.add("z")
s.discard("q")
s.remove("h")
print(sorted(s), len(s), "e" in s, s.update("xy", ["w"]), sorted(s))
s &= set("exyw")
s -= {"w"}
s |= {"!"}
s ^= {"!", "?"}
print(sorted(s))
s.intersection_update("ex"), s.difference_update("x"), s.symmetric_difference_update("ab")
print(sorted(s), s.pop() in "eab", len(s), s.clear(), s, set(), {*()}, type({}))
print({x % 3 for x in range(10)}, sorted({c.lower() for c in "AbBa"}), sorted(set([3, 1, 3])), {1, 1.0, True}, {frozenset([1])})
graph = {"a": ["b", "c"], "b": ["d"], "c": ["d", "e"], "d": ["f"], "e": [], "f": ["a"]}
seen, queue = {"a"}, ["a"]
while queue:
    for n in graph[queue.pop(0)]:
        if n not in seen:
            seen.add(n)
            queue.append(n)
    print(sorted(seen))
duplicates = [x for i, x in enumerate("abcab") if x in set("abcab"[:i])]
print(duplicates, set("abc") == set("cba"), {1, 2} == frozenset([2, 1]), {1, 2} != {1}, sorted([{1, 2}, {1}], key=len))


class Limited(set):
    def add(self, item):
        if len(self) >= 2:
            raise ValueError(f"no room for {item!r}")
        super().add(item)


l = Limited([1])
l.add(2)
try:
    l.add(3)
except ValueError as error:
    print(error, l, type(l | {3}).__name__, type(l.copy()).__name__)
for bad in (lambda: {[]}, lambda: set(3), lambda: {1}.remove(2), lambda: set().pop(), lambda: {1} + {2}, lambda: {1} | [2], lambda: {1}[0],
            lambda: hash({1}), lambda: {{1}}, lambda: {1} < [2], lambda: {1}.update(3), lambda: {1}.add(), lambda: set(1, 2), lambda: {1}.union(2),
            lambda: {1, "a"} - "a"):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
try:
    grow = {1}
    for x in grow:
        grow.add(x + 1)
except RuntimeError as error:
    print(error)
print({1, 2}.union([3], (4,), {5: 0}), {1, 2, 3}.intersection([2, 3], {3}), {1, 2, 3}.difference([1], [2]), {1} <= {1}, {1} in [{1}], max({3, 1}))
