def trial(work):
    try:
        work()
    except (ValueError, TypeError) as e:
        print('caught', type(e).__name__, e)
        return 'handled'
    except ZeroDivisionError:
        print('zero')
        raise RuntimeError('worse') from None
    else:
        print('fine')
    finally:
        print('finally')
    return 'end'
print(trial(lambda: None), trial(lambda: int('x')))
try:
    trial(lambda: 1 / 0)
except RuntimeError as e:
    print(repr(e), e.__cause__, e.__suppress_context__)
def override():
    try:
        return 1
    finally:
        return 2
print(override())
for i in range(3):
    try:
        if i == 1:
            continue
        print(i)
    finally:
        print('after', i)
