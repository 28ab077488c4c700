try:
    raise ValueError('bare')
except Exception as e:
    e.add_note('a note')
    print(e.__notes__)
try:
    e
except NameError as error:
    print(error)
class Both(KeyError, AttributeError):
    pass
try:
    raise Both('x')
except AttributeError as e:
    print(repr(e), isinstance(e, LookupError))
try:
    try:
        raise TypeError('inner')
    finally:
        raise OSError('outer')
except OSError as e:
    print(e, repr(e.__context__))
try:
    raise SystemExit(3)
except SystemExit as e:
    print(e.code)
