"""Dicts at work: counting, grouping, inverting, merging, views, order, subclasses with __missing__."""
text = "the quick brown fox jumps over the lazy dog the end"
counts = {}
for word in text.split():
    counts[word] = counts.get(word, 0) + 1
print(counts, sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:3], max(counts, key=counts.get))
groups = {}
for word in text.split():
    groups.setdefault(len(word), []).append(word)
print(groups, {k: sorted(set(v)) for k, v in groups.items()}, {v: k for k, v in counts.items()})
a, b = {"x": 1, "y": 2}, {"y": 3, "z": 4}
print(a | b, b | a, {**a, **b, "w": 0}, dict(a, **b), dict(zip("ab", [1, 2])), dict([("k", 1)], k2=2))
a |= [("v", 9)]
a.update(u=7)
print(a, a.pop("v"), a.popitem(), a.pop("none", "default"), list(a), list(reversed(a)))
keys, values, items = a.keys(), a.values(), a.items()
a["new"] = 5
print(keys, values, items, len(items), ("x", 1) in items, keys & {"x", "q"}, sorted(keys | {"q"}), sorted(keys - {"x"}), sorted(keys ^ {"x", "m"}), keys.isdisjoint("q"))
print(a.keys() == {"x", "y", "new"}, a.items() <= {"x": 1, "y": 2, "new": 5, "e": 0}.items(), list(values), keys.mapping["x"])
del a["x"]
a["x"] = 1
print(a, a == {"x": 1, "new": 5, "y": 2}, "x" in a, "q" not in a, a.copy() is a)
print({1: "a", 1.0: "b", True: "c"}, {(1, 2): 3}[1, 2], {None: 1}, {"a": {"b": {"c": 1}}}["a"]["b"]["c"])
print({x: x ** 2 for x in range(5) if x % 2}, {k: v for k, v in zip("abc", range(3))}, {(i, j): i * j for i in range(2) for j in range(2)})
print(dict.fromkeys("ab"), dict.fromkeys([1, 2], []), dict(one=1), {}, dict())


class Missing(dict):
    def __missing__(self, key):
        value = self[key] = f"<{key}>"
        return value


m = Missing(a=1)
print(m["b"], m, m.get("c"), "c" in m, Missing.fromkeys("x"), type(m | {}).__name__)
config = {"debug": False, "size": {"w": 1, "h": [1, 2]}}
shallow = config.copy()
shallow["size"]["w"] = 100
shallow["debug"] = True
print(config, shallow)
for key, value in sorted(config.items()):
    print(key, "->", value)
try:
    for key in a:
        a[key + "1"] = 0
except RuntimeError as error:
    print(error)
try:
    for key in list(a):
        if key.endswith("1"):
            del a[key]
    for key in a:
        del a[key]
except RuntimeError as error:
    print(error, a)
for bad in (lambda: {}["k"], lambda: {}[1, 2], lambda: {[]: 1}, lambda: {}.popitem(), lambda: {}.pop("a"), lambda: dict([1]), lambda: dict(["abc"]),
            lambda: dict(1), lambda: {} < {}, lambda: {} + {}, lambda: {}.update(3), lambda: dict.fromkeys(3), lambda: {} | [1], lambda: hash({}),
            lambda: {{}: 1}, lambda: {}.items()[0], lambda: {"a": 1}.a, lambda: {}.get(), lambda: dict(**{1: 2})):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
ring = {}
ring["me"] = ring
print(ring, {"a": 1}.items(), {"a": ring}.values())
nested = {}
for path, value in (("a.b.c", 1), ("a.b.d", 2), ("e", 3)):
    *parents, leaf = path.split(".")
    at = nested
    for part in parents:
        at = at.setdefault(part, {})
    at[leaf] = value
print(nested)
