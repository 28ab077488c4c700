e = ValueError('a', 1)
print(e, repr(e), e.args, str(ValueError()), repr(ValueError()), str(KeyError('k')), str(KeyError()), repr(KeyError('k')), ValueError('x') == ValueError('x'))
class Mine(Exception):
    def __init__(self, code, *args):
        super().__init__(*args)
        self.code = code
    def __str__(self):
        return f'[{self.code}] {super().__str__()}'
m = Mine(5, 'text')
print(m, repr(m), m.args, m.code, isinstance(m, Exception), Mine.__mro__[1:], issubclass(FileNotFoundError, OSError), IOError is OSError)
print([c.__name__ for c in ZeroDivisionError.__mro__], UnicodeDecodeError.__bases__, issubclass(ModuleNotFoundError, ImportError), BaseException.__subclasses__ is not None)
try:
    raise m
except Mine as caught:
    print(caught is m, caught.__traceback__ is not None)
s = StopIteration(5)
print(s.value, SystemExit(2).code, AttributeError('x', name='n', obj=1).name, NameError('q').name, ImportError('m', name='n', path='p').path)
