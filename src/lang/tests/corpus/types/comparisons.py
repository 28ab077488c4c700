def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line)))
        except Exception as error:
            print(line, "->", type(error).__name__ + ":", error)


class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): print('eq', end=' '); return isinstance(o, V) and self.v == o.v
    def __lt__(self, o): print('lt', end=' '); return self.v < o.v if isinstance(o, V) else NotImplemented
    def __le__(self, o): print('le', end=' '); return self.v <= o.v if isinstance(o, V) else NotImplemented
    def __gt__(self, o): print('gt', end=' '); return self.v > getattr(o, 'v', o)
    def __hash__(self): return hash(self.v)
    def __repr__(self): return f'V({self.v})'
class OnlyEq:
    def __eq__(self, o): return 'custom'
class Never:
    def __eq__(self, o): return NotImplemented
    def __lt__(self, o): return NotImplemented
print(V(1) == V(1), V(1) != V(1), V(1) < V(2), V(1) <= V(1), V(1) > V(0), V(2) > 1, 1 < V(2), V(1) == 1, 1 == V(1), [V(1)] == [V(1)], V(1) in [V(2), V(1)], (V(1), 2) < (V(1), 3))
print(OnlyEq() == 1, 1 == OnlyEq(), OnlyEq() != 1, Never() == Never(), Never() != Never(), [OnlyEq()] == [1], {V(1): 'x'}[V(1)], V(1) in {V(1)}, max([V(1), V(3), V(2)]), sorted([V(2), V(1)]))
show('''
V(1) < 5
5 > V(1), 
V(1) >= V(2)
V(1) >= 5
Never() < Never()
Never() < 5
1 < 2 < 3, 1 < 3 < 2, 1 == 1.0 == True, 3 > 2 >= 2 != 1, 1 < 2 > 1, 'a' < 'b' < 'c', 1 in [1] == True, (1 in [1]) == True
1 < 'a'
'a' < 1
None < None
None < 1
[] < ()
{} < {}
{1: 2} >= {1: 2}
object() < object()
1j < 1j
int < str
len < len
(1, 'a') < (1, 2)
[1, [2, 'x']] < [1, [2, 3]]
1 == '1', None == 0, None is None, '' == False, [] == False, 0 == False, 1 == True, 2 == True, 0.0 == -0.0, () == [], {} == set(), b'a' == 'a', ... == ..., NotImplemented == NotImplemented, int == int, len == len, range(3) == range(3), 1 != 1.0
'a' is 'a', () is (), None is not 1, [] is not [], (x := [1]) is x, True is (1 == 1), not 1 is 2
1 if [] else 2, 1 and 0 or 3, [] or {} or 'last', 0 and 1/0, 1 or 1/0, not '', not [0], None or 0, '' and 'x', 1 and 2 and 3
min(1, 2.0), max(2, 2.0), max('a', 'B'), min([1, 2], [1, 1]), max((1, 'b'), (1, 'a')), max({'a': 1}, key=len), sorted([True, False, 1, 0]), [1, 2] > [1], 'abc' > 'ab', (2,) > (1, 99)
(n := float('nan')) in [n], n == n, [n] == [n], n < 1, n > 1, not n < 1, sorted([2, 1]), max(n, 1), max(1, n), min(n, 1)
2**53 == float(2**53), 2**53 + 1 == float(2**53), 10**400 == float('inf'), 10**400 < float('inf'), -10**400 > float('-inf'), 1e16 + 1 == 10**16 + 1, 0.1 + 0.2 == 0.3, 0.5 == 1/2, 1 < 1.5 < 2
''')
class Both:
    def __lt__(self, o): return 'Both.lt'
class Child(Both):
    def __gt__(self, o): return 'Child.gt'
print(Both() < Child(), Child() > Both(), Both() > Child(), Child() < Both())
class Truthy:
    def __bool__(self): print('bool', end=' '); return True
    def __eq__(self, o): return Truthy()
    def __lt__(self, o): return Truthy()
print((Truthy() == 1) is True, bool(Truthy() == 1), 1 if Truthy() < 2 else 0, not Truthy() == 1, Truthy() < 1 < 2, [1 for _ in 'a' if Truthy()], 5 in [Truthy()])
class H:
    def __eq__(self, o): return True
try: hash(H())
except TypeError as e: print(e)
class NoHash: __hash__ = None
for f in (lambda: {NoHash()}, lambda: {NoHash(): 1}, lambda: hash(NoHash())):
    try: f()
    except TypeError as e: print(e)
