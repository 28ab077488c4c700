class P:
    def __init__(self, v):
        self.v = v
    def __str__(self):
        return f'P:{self.v}'
    def __format__(self, spec):
        return f'<{spec}>'
    def __len__(self):
        return 3
    def __index__(self):
        return 1
    def __int__(self):
        return 42
    def __float__(self):
        return 4.5
    def __round__(self, n=0):
        return 'rounded'
    def __reversed__(self):
        return iter('rev')
    def __dir__(self):
        return ['b', 'a']
p = P(1)
print(str(p), f'{p:abc}', format(p), len(p), [10, 20][p], int(p), float(p), round(p), list(reversed(p)), dir(p), hex(p), bool(p), '%s' % p, range(5)[p])
print(isinstance(p, object), type(p) is P, p == p, p != P(1), id(p) == id(p), hash(p) == hash(p), repr(p).startswith('<__main__.P object at 0x'))
setattr(p, 'w', 5); print(getattr(p, 'w'), hasattr(p, 'q'), delattr(p, 'w'), vars(p))
class Bad:
    def __len__(self):
        return -1
    def __bool__(self):
        return 1
    def __str__(self):
        return 5
    def __hash__(self):
        return 'a'
for work in [lambda: len(Bad()), lambda: bool(Bad()), lambda: str(Bad()), lambda: hash(Bad()), lambda: int(object()), lambda: [1][object()]]:
    try:
        work()
    except Exception as e:
        print(type(e).__name__, e)
