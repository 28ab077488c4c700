r = range(2, 20, 3)
print(r, len(r), r[1], r[-1], r[1:3], r[::-1], 8 in r, 9 in r, r.index(8), r.count(8), list(r), range(0) == range(2, 1), r.start, r.stop, r.step, list(range(5, 0, -2)), sum(range(101)), hash(range(3)) == hash(range(0, 3, 1)), bool(range(0)))
s = slice(1, None, 2)
print(s, s.start, s.stop, s.step, s.indices(5), list(range(10))[s], [1, 2, 3][slice(-2, None)])
for work in ['range(1.5)', 'range(1, 2, 0)', 'range(3)[5]', 'range()', 'range(3).index(9)', '[1][::0]', 'range(3)[0] + "a"', '[1]["a":]', 'range(3).x']:
    try:
        eval(work)
    except Exception as e:
        print(type(e).__name__, e)
