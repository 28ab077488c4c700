class Managed:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow
    def __enter__(self):
        print('enter', self.name)
        return self
    def __exit__(self, kind, value, tb):
        print('exit', self.name, kind and kind.__name__, value)
        return self.swallow
with Managed('a') as a, Managed('b') as b:
    print(a.name, b.name)
with (Managed('c') as c, Managed('d', True)):
    raise ValueError('gone')
try:
    with Managed('e'):
        raise KeyError('kept')
except KeyError as e:
    print(repr(e))
def early():
    with Managed('f'):
        return 'value'
print(early())
for thing in [5, object()]:
    try:
        with thing:
            pass
    except TypeError as e:
        print(e)
