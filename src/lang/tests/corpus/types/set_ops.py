s = {3, 1, 2}
print(s, len(s), 1 in s, s | {4}, s & {1, 9}, s - {1}, s ^ {1, 7}, s <= {1, 2, 3}, s < s, s.isdisjoint({8}), s.union([5], (6,)), s.intersection([1]), s.difference([1]), s.symmetric_difference([9]))
s.add(5); s.discard(99); s.remove(1); s.update([7, 8])
print(s, s.pop() in range(10), set(), {1} == {1.0}, frozenset([1, 2]), set('aab') == {'a', 'b'}, {frozenset([1]): 'x'}, s.copy() == s, sorted({'b', 'a'}))
s.intersection_update([7, 8]); s.difference_update([8]); print(s, s.issuperset([7]), s.issubset([7, 1]))
for work in ['{[]}', 'set().pop()', '{1}.remove(2)', '{1} | [2]', 'set(5)', 'frozenset([1]).add(2)', '{1}[0]', 'hash(set())']:
    try:
        eval(work)
    except Exception as e:
        print(type(e).__name__, e)
