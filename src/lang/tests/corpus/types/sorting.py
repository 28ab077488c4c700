def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line)))
        except Exception as error:
            print(line, "->", type(error).__name__ + ":", error)


from functools import cmp_to_key
from operator import itemgetter, attrgetter
people = [('Ann', 31), ('Bob', 25), ('Cid', 31), ('Dan', 19)]
print(sorted(people, key=itemgetter(1)), sorted(people, key=itemgetter(1), reverse=True), sorted(people, key=lambda p: (-p[1], p[0])))
print(sorted('This is a test string from Andrew'.split(), key=str.lower), sorted({'b': 1, 'a': 2}), sorted({'b': 1, 'a': 2}.items(), key=lambda kv: kv[1]))
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)), sorted([-3, 2, -1], key=abs), sorted(['10', '9', '1'], key=int), sorted([1.5, 1, True, 0]))
class Student:
    def __init__(self, name, grade, age): self.name, self.grade, self.age = name, grade, age
    def __repr__(self): return repr((self.name, self.grade, self.age))
students = [Student('john', 'A', 15), Student('jane', 'B', 12), Student('dave', 'B', 10)]
print(sorted(students, key=attrgetter('age')), sorted(students, key=attrgetter('grade', 'age')))
class Money:
    def __init__(self, v): self.v = v
    def __lt__(self, other): print(f'({self.v}<{other.v})', end=' '); return self.v < other.v
    def __repr__(self): return f'${self.v}'
print(sorted([Money(3), Money(1), Money(2)]), max([Money(1), Money(5)]) if hasattr(Money, '__gt__') and False else '')
print(min([Money(3), Money(1), Money(2)]))
rows = [(i * 7919 % 101, i) for i in range(60)]
rows.sort(key=itemgetter(0)); print(rows[:8], all(rows[i][0] <= rows[i + 1][0] for i in range(59)))
rows = [(i % 3, i) for i in range(12)]
print(sorted(rows, key=lambda r: r[0]), sorted(rows, key=lambda r: r[0], reverse=True))
words = 'banana Apple cherry apple Banana'.split()
print(sorted(words), sorted(words, key=str.casefold), sorted(words, key=lambda w: (len(w), w)), sorted(words, reverse=True), max(words, key=len), min(words, key=lambda w: w[-1]))
nested = [[3, 'c'], [1, 'z'], [1, 'a']]
nested.sort(); print(nested)
print(sorted([(1, 'b'), (1, 'a'), (0, 'z')]), sorted([[2], [1, 5], []]), sorted(['é', 'z', 'a', 'Z']), sorted([float('inf'), -1, float('-inf'), 0.0]))
a = [5, 3, 1]
def key(x):
    try: return (x, len(a))
    except Exception as e: return e
print(sorted(a, key=key), a.sort(key=lambda x: len(a)), a)
try:
    b = [3, 2, 1]
    b.sort(key=lambda x: b.append(x) or x)
except ValueError as e:
    print(type(e).__name__, e)
try:
    sorted([1, 'a', 2])
except TypeError as e:
    print(e)
try:
    sorted([object(), object()])
except TypeError as e:
    print(e)
try:
    sorted([{}, {}])
except TypeError as e:
    print(e)
try:
    [1, 2].sort(lambda a, b: 0)
except TypeError as e:
    print(e)
try:
    sorted([1, 2], None, True)
except TypeError as e:
    print(e)
try:
    sorted([1], cmp=1)
except TypeError as e:
    print(e)
print(sorted(range(5), key=lambda x: x % 2), sorted('bca', reverse=1), list(reversed(sorted('bca'))), sorted([None, None], key=lambda x: 0), sorted(set([3, 1, 2]), key=lambda x: -x))
data = {'x': [3, 1], 'y': [2, 2]}
print({k: sorted(v) for k, v in sorted(data.items(), key=lambda kv: sum(kv[1]), reverse=True)}, sorted(data, key=data.get), sorted(data.values()))
