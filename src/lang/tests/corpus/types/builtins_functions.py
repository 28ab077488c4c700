print(abs(-3), all([1, 0]), any([0, 1]), bin(5), bool(1), chr(97), divmod(7, 3), hash('a') == hash('a'), hex(10), len('abc'), max(1, 2), min(1, 2), oct(9), ord('a'), pow(2, 5), repr('x'), round(3.7), sorted('cab'), str(5), sum([1, 2]), type(5))
print(isinstance(5, (str, int)), issubclass(bool, int), callable(print), list(zip()), list(map(pow, [2, 3], [3, 2])), ascii('é'), format(5, '03d'), isinstance([], list), dict(a=1), set([1]), tuple([1]), frozenset(), complex(1, 2), bytes(2), slice(1), object() is not None)
print(sorted([3, -1, 2], key=abs), max('a', 'bb', key=len), min([3, 1], default=0), sum([0.1, 0.2]), round(2.567, 1), int('10', 2), list(enumerate('a')), [*reversed('ab')], iter([]).__class__.__name__, vars().get('nope'))
for work in ['len(5)', 'abs("a")', 'ord("")', 'chr("a")', 'sum("ab")', 'sorted(5)', 'pow(2, "a")', 'round("a")', 'isinstance(1, 5)', 'hex(1.5)', 'int(1, 2)', 'divmod(1, 0)', 'issubclass(1, int)', 'max(1, "a")', 'getattr(1)', 'min()']:
    try:
        eval(work)
    except Exception as e:
        print(type(e).__name__, e)
