def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line)))
        except Exception as error:
            print(line, "->", type(error).__name__ + ":", error)


s = {3, 1, 2}
print(s.add(4), s, s.discard(9), s.remove(1), s, s.update([7, 8], {9}), sorted(s), s.pop() in range(10), s.clear(), s, set(), frozenset(), {1}.copy())
a, b = {1, 2, 3}, {2, 3, 4}
print(a & b, a | b, a - b, a ^ b, a <= b, a < {1, 2, 3, 4}, a >= {1}, a > a, a == {3, 2, 1}, a != b, a.isdisjoint({9}), a.issubset([1, 2, 3, 4]), a.issuperset('') )
print(a.union([9], (8,)), a.intersection([1, 2], {2}), a.difference([1], [2]), a.symmetric_difference([3, 4]), a.union(), a.intersection(), a.difference())
a |= {10}; a &= {1, 2, 10}; a -= {1}; a ^= {5}; print(sorted(a)); a.intersection_update([2, 5]); a.difference_update([5]); a.symmetric_difference_update({7}); print(sorted(a))
f = frozenset([1, 2]); print(f, f | {3}, {3} | f, type(f | {3}).__name__, type({3} | f).__name__, f == {1, 2}, hash(f) == hash(frozenset([2, 1])), {f: 'v'}[frozenset([1, 2])], f.copy() is f, f.union([5]))
print({1, 1.0, True}, {'a', 'b'} == {'b', 'a'}, len({1, 2, 2}), 2 in {1, 2}, {x % 3 for x in range(10)}, {*'aab'} == {'a', 'b'}, set('hello') == set('olleh'), sorted({'b', 'a'}), set(range(5)), {(1, 2), (3, 4)}, max({3, 9}), sum({1, 2, 3}))
print([sorted(s) for s in (set('abc') - set('b'), set('abc') & set('bcd'), set('ab') ^ set('bc'))], bool(set()), set([]) == frozenset(), {frozenset({1})}, {None}, {1.5}, {-1}, {()})
print({0, 8, 16, 24, 1}, set([100, 5, 3, 1000]), {i * i for i in range(8)}, set(range(20, 0, -3)), {2**61, 2**61 - 1, 5}, {-1, -2, -3}, {1e3, 2.5, 7})
show('''
{1}.remove(5)
set().pop()
{1}.add([1])
{[1]}
{{1}}
set([[1]])
set(5)
set(1, 2)
frozenset([1]).add(2)
{1} + {2}
{1} | [2]
{1} & 5
{1}.union(5)
{1} < [1]
{1} < 5
{1} == [1], {1} == frozenset({1}), {1} != 1
{1}[0]
hash({1})
{1}.foo
{1}.update(5)
{1}.issubset(5)
len(set('abcabc')), {1}.__contains__(1), {1}.__and__({1}), {1}.__or__([1]), {1, 2}.__len__(), frozenset('a').__hash__() == hash(frozenset('a'))
set() in [set()], {1} in {frozenset({1})}, {1} in [{1}]
repr(set()), repr(frozenset()), repr({1}), repr(frozenset({1})), str({'a'})
{1, 2} - {1} | {5}, {1, 2} | {3} & {3, 4}, {1} ^ {1}, not set(), set() or 'empty'
''')
class Sub(set): pass
x = Sub([1, 2]); print(x, type(x | {3}).__name__, type(x.copy()).__name__, x == {1, 2}, isinstance(x, set), Sub(), x.union({9}))
class FSub(frozenset):
    def __new__(cls, items): return super().__new__(cls, (i * 2 for i in items))
y = FSub([1, 2]); print(y, sorted(y), type(y & {2}).__name__, y == {2, 4})
small = {1, 2, 3}
try:
    for item in small: small.add(item + 10)
except RuntimeError as err: print(err)
seen = set(); print([v for v in [3, 1, 3, 2, 1] if not (v in seen or seen.add(v))])
