print(True + True, True * 3, bool(''), bool(' '), bool([0]), bool(0.0), isinstance(True, int), True & False, True ^ True, ~True, not None)
print(None, repr(None), bool(None), type(None), None == False, Ellipsis, ..., NotImplemented, type(...), True == 1, {True: 'a', 1: 'b', 1.0: 'c'})
for work in [lambda: None + 1, lambda: None.x, lambda: None[0], lambda: None(), lambda: len(None), lambda: iter(None), lambda: True.x]:
    try:
        work()
    except Exception as e:
        print(type(e).__name__, e)
