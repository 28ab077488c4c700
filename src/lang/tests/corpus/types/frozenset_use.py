"""frozenset: keys of dicts, algebra with other collections, subclasses, errors."""
a, b = frozenset("abc"), frozenset([1, 2])
print(sorted(a), len(b), hash(a) == hash(frozenset("cba")), a == set("abc"), a != b, frozenset() == set())
print(sorted(a | set("cd")), type(a | set()), type(set() | a), sorted(a & "abx" if False else a & set("abx")), sorted(a - set("a")))
print(sorted(a ^ frozenset("cd")), sorted(a.union("de", "f")), sorted(a.intersection("ab", "b")), sorted(a.difference("a")))
print(sorted(a.symmetric_difference("ax")), a.isdisjoint("xyz"), a.issubset("abcd"), a.issuperset("a"), a <= a, a < a, b >= {1}, b > {1})
print(a.copy() is a, frozenset(a) is a, frozenset() is frozenset(), repr(frozenset({1})), repr(frozenset()), bool(frozenset()))
pairs = {frozenset({"x", "y"}): 1, frozenset({"y", "z"}): 2}
print(pairs[frozenset(["y", "x"])], {frozenset([1]), frozenset([1])}, frozenset([frozenset([2])]))
x = frozenset({1, 2})
y = x
x |= {3}
print(sorted(x), sorted(y), x is y)


class Team(frozenset):
    def __new__(cls, *members):
        return super().__new__(cls, members)

    def __repr__(self):
        return f"Team{tuple(sorted(self))}"


t = Team("a", "b")
print(t, t | {"c"} == {"a", "b", "c"}, type(t | {"c"}).__name__, {t: 1}[frozenset("ab")], "a" in t, isinstance(t, frozenset))
for bad in (lambda: a.add(1), lambda: frozenset([[]]), lambda: a | [1], lambda: frozenset(3), lambda: a < [1], lambda: a[0],
            lambda: frozenset(1, 2), lambda: a.union(3), lambda: {1} in frozenset([frozenset([1])])):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
match frozenset({1}):
    case frozenset() as s if 1 in s:
        print("matched", s)
