class AppError(Exception):
    pass
try:
    try:
        {}['k']
    except KeyError as e:
        raise AppError('wrapped', 3) from e
except AppError as e:
    print(e, e.args, repr(e.__cause__), e.__context__ is e.__cause__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        undefined
except NameError as e:
    print(e, repr(e.__context__))
for work in ['raise', 'raise 5', 'raise ValueError', 'raise ValueError("a") from 5', 'assert 0', 'assert 1 == 2, "why"']:
    try:
        exec(work)
    except BaseException as e:
        print(repr(e))
