from itertools import *
import operator

def show(*sources):
    for source in sources:
        try:
            print(source, '->', repr(eval(source)))
        except Exception as error:
            print(source, '->', type(error).__name__, error)


show(
    "list(accumulate([1, 2, 3, 4])), list(accumulate([1, 2, 3], operator.mul)), list(accumulate([1, 2], initial=10)), list(accumulate([], initial=1)), list(accumulate('abc')), list(accumulate([3, 1, 4], max))",
    "list(chain('ab', [1], ())), list(chain.from_iterable(['ab', 'c'])), list(compress('abcdef', [1, 0, 1, 0, 1])), list(dropwhile(lambda x: x < 3, [1, 4, 2])), list(takewhile(lambda x: x < 3, [1, 4, 2])), list(filterfalse(None, [0, 1, '', 'a'])), list(filterfalse(lambda x: x % 2, range(6)))",
    "list(combinations('abcd', 2)), list(combinations([1], 2)), list(combinations_with_replacement('ab', 2)), list(permutations('abc', 2)), list(permutations([1, 2])), list(permutations([], 0)), list(product('ab', [1, 2])), list(product([0, 1], repeat=2)), list(product()), len(list(permutations(range(5))))",
    "list(islice(range(10), 3)), list(islice('abcdef', 2, None)), list(islice(range(20), 1, 15, 4)), list(islice(count(5), 2)), list(zip_longest('ab', [1, 2, 3], fillvalue='-')), list(pairwise('abcd')), list(pairwise('a')), list(starmap(pow, [(2, 3), (3, 2)])), list(repeat('x', 3)), list(repeat('x', 0))",
    "[(k, list(g)) for k, g in groupby('aaabbc')], [(k, len(list(g))) for k, g in groupby([1, 3, 2, 4, 5], key=lambda x: x % 2)], [k for k, g in groupby([])], [[*g] for _, g in groupby([1, 1, 2])]",
)
a, b, c = tee([1, 2, 3], 3); next(a); print(list(a), list(b), next(c), list(c), tee([], 0))
g = groupby('aab'); k1, first = next(g); k2, second = next(g); print(k1, k2, list(first), list(second))
z = count(1, 0.5); print(next(z), next(z), z); z = count(10, -3); print(next(z), z, repeat(1, 2), repeat('x'), count())
c = cycle('ab'); print([next(c) for _ in range(5)])
show(
    'islice([1], -1)',
    'islice([1], 0, 5, 0)',
    "islice([1], 'a')",
    'combinations([1], -1)',
    "permutations([1], 'a')",
    'product([1], repeat=-1)',
    'list(zip_longest([1], 5))',
    'accumulate(5)',
    'list(starmap(pow, [5]))',
    'tee([1], -1)',
    "count('a')",
    'repeat()',
    'chain.from_iterable(5)',
    'list(chain([1], 2))',
    'groupby()',
    'list(compress([1], 5))',
    'cycle()',
    'zip_longest([1], x=2)',
    'pairwise(3)',
    'next(cycle([]))',
    "repeat(1, 'a')",
    "list(islice(iter([1, 2, 3]), 1, 2, None)), list(map(list, [islice([1, 2, 3], i) for i in range(3)])), operator.length_hint(repeat(1, 5)), sum(islice(cycle([1, 2, 3]), 10)), dict(zip('ab', count())), list(map(lambda *a: a, 'ab', count(1))), list(zip(repeat(1), 'ab'))",
    "len(list(combinations(range(10), 5))), list(combinations(range(5), 5)), next(islice(product('abc', repeat=5), 100, None)), next(islice(permutations(range(8)), 20000, None)), next(islice(combinations_with_replacement(range(9), 4), 200, None))",
)
