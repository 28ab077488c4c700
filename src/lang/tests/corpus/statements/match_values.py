def describe(x):
    match x:
        case 0 | 1:
            return 'small'
        case int(n) if n > 100:
            return f'large {n}'
        case int():
            return 'int'
        case 'a' | 'b' as letter:
            return f'letter {letter}'
        case str():
            return 'text'
        case None:
            return 'none'
        case True:
            return 'never'
        case float(f):
            return f'float {f}'
        case _:
            return 'other'
print([describe(x) for x in (0, 1, 50, 500, 'a', 'zz', None, True, 1.5, [])])
