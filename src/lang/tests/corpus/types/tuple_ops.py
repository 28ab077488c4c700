t = (1, 'a', 2.5)
print(t, t[0], t[-1:], t + (4,), t * 2, len(t), (), (1,), t.index('a'), t.count(1), 'a' in t, tuple([1, 2]), tuple('ab'), hash((1, 2)) == hash((1, 2)))
a, *b = t
print(a, b, (1, 2) < (1, 3), (1,) < (1, 0), max((1, 'z'), (2, 'a')), sorted([(2, 1), (1, 2)]), ((1, 2), 3), {(1, 2): 'x'}[1, 2], t == (1, 'a', 2.5))
for work in ['t[0] = 1', 't[9]', 't + [1]', 't.append(1)', 'hash(([],))', 't.index(9)', 'tuple(1)', 'del t[0]']:
    try:
        exec(work)
    except Exception as e:
        print(type(e).__name__, e)
