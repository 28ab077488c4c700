def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line)))
        except Exception as error:
            print(line, "->", type(error).__name__ + ":", error)


from itertools import *
import operator
print(list(islice(count(), 3)), list(islice(count(5, 2), 3)), list(islice(count(1.5, 0.5), 3)), list(islice(count(10, -1), 3)), count(3), count(1, 2), count(2.5), list(islice(cycle('ab'), 5)), list(islice(cycle([]), 2)), list(repeat(7, 3)), repeat('x'), repeat('x', 2), list(map(pow, range(4), repeat(2))))
print(list(accumulate([1, 2, 3, 4])), list(accumulate([3, 1, 4, 1, 5], max)), list(accumulate([1, 2, 3], operator.mul)), list(accumulate([1, 2], initial=10)), list(accumulate([])), list(accumulate('abc')), list(accumulate([1, 2, 3], lambda a, b: a * 10 + b)))
print(list(chain('ab', [1], (2,))), list(chain()), list(chain.from_iterable(['ab', 'cd'])), list(compress('abcdef', [1, 0, 1, 0, 1, 1])), list(compress('ab', [])), list(dropwhile(lambda x: x < 3, [1, 3, 2, 5])), list(takewhile(lambda x: x < 3, [1, 3, 2, 5])), list(filterfalse(lambda x: x % 2, range(6))), list(filterfalse(None, [0, 1, '', 'a'])))
print([(k, list(g)) for k, g in groupby('aaabbcaa')], [(k, list(g)) for k, g in groupby([1, 1, 2, 3, 3], lambda x: x % 2)], [(k, len(list(g))) for k, g in groupby(sorted('mississippi'))], list(islice('abcdefg', 2)), list(islice('abcdefg', 2, 5)), list(islice('abcdefg', 1, None, 2)), list(islice('abc', 0)), list(islice('abc', None)))
print(list(pairwise('abcd')), list(pairwise('a')), list(starmap(pow, [(2, 5), (3, 2)])), list(zip_longest('ab', 'wxyz', fillvalue='-')), list(zip_longest([1], [2, 3])), list(zip_longest()))
a, b = tee([1, 2, 3]); print(list(a), list(b)); a, b, c = tee('xy', 3); print(next(a), list(b), list(c), list(a), tee([], 0))
print(list(product('ab', [1, 2])), list(product([0, 1], repeat=3)), list(product()), list(product('ab', [])), list(permutations('abc')), list(permutations('abc', 2)), list(permutations([1], 3)), list(combinations('abcd', 2)), list(combinations([1, 2], 3)), list(combinations('abc', 0)), list(combinations_with_replacement('ab', 2)), list(combinations_with_replacement('ab', 0)))
show('''
islice('abc', -1)
islice('abc', 'x')
islice('abc', 1, 2, 0)
islice('abc')
permutations('abc', -1)
combinations('abc', -1)
combinations('abc')
product('ab', repeat=-1)
product(5)
list(chain(5))
list(chain.from_iterable([5]))
count('a')
repeat()
repeat(1, 'a')
accumulate(5)
list(accumulate([1, 'a']))
groupby(5)
tee([1], -1)
zip_longest('a', fill=1)
list(starmap(pow, [1]))
list(compress('ab', 5))
takewhile(None)
list(dropwhile(5, [1]))
cycle(5)
pairwise(5)
filterfalse(None)
list(map(sum, product([1, 2], [3]))), len(list(permutations(range(5)))), sum(1 for _ in combinations(range(10), 3)), max(product([1, 2], [3, 4])), list(repeat([], 2)), next(count(2**70)), list(islice(count(2**63 - 1), 2))
type(count()).__name__, type(chain()).__name__, type(groupby('')).__name__, type(tee('')[0]).__name__, type(product()).__name__, chain.__module__, iter(c := cycle('a')) is c
''')
def grouper(it, n): return zip_longest(*[iter(it)] * n, fillvalue=None)
def powerset(s): s = list(s); return chain.from_iterable(combinations(s, r) for r in range(len(s) + 1))
def flatten(l): return chain.from_iterable(l)
def take(n, it): return list(islice(it, n))
def unique(it, seen=()): seen = set(); return [x for x in it if not (x in seen or seen.add(x))]
def roundrobin(*its):
    pending = len(its); nexts = cycle(iter(i).__next__ for i in its)
    while pending:
        try:
            for n in nexts: yield n()
        except StopIteration:
            pending -= 1; nexts = cycle(islice(nexts, pending))
print(list(grouper('abcdefg', 3)), list(powerset([1, 2, 3])), list(flatten([[1], [2, 3]])), take(4, count(10)), unique('aabbc'), list(roundrobin('ABC', 'D', 'EF')))
