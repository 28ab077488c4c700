it = iter([1, 2, 3])
print(next(it), list(it), next(it, 'end'), list(zip([1, 2], 'ab', (True, False))), list(map(lambda a, b: a + b, [1, 2], [3, 4])), list(filter(None, [0, 1, '', 'a'])), list(enumerate('ab', 1)))
print(list(reversed([1, 2])), list(iter(lambda c=iter([1, 2, 0, 5]): next(c), 0)), all([]), any([]), sum(range(4), 10), max([], default=None), sorted([3, 1], reverse=True), min(3, 1, 2))
class Count:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return self
    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n
class Items:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i * 10
print(list(Count(3)), sum(Count(4)), 2 in Count(5), list(Items()), 20 in Items(), [*Count(2)], dict(zip('ab', Count(2))))
for work in ['next(iter([]))', 'iter(5)', 'next([])', 'max([])', 'zip(1)', 'list(zip([1], [1, 2], strict=True))', 'sum(["a"])', 'reversed({1})', 'max(1)']:
    try:
        eval(work)
    except Exception as e:
        print(type(e).__name__, e)
