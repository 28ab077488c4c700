def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line)))
        except Exception as error:
            print(line, "->", type(error).__name__ + ":", error)


class Num:
    def __int__(self): return 42
    def __float__(self): return 4.25
    def __complex__(self): return 1+2j
    def __index__(self): return 3
    def __bool__(self): return False
    def __str__(self): return 'str!'
    def __repr__(self): return 'repr!'
    def __bytes__(self): return b'bytes!'
    def __hash__(self): return 99
    def __len__(self): return 7
    def __round__(self, n=None): return f'round {n}'
    def __trunc__(self): return 'trunc'
    def __floor__(self): return 'floor'
    def __ceil__(self): return 'ceil'
    def __abs__(self): return 'abs'
    def __divmod__(self, o): return 'divmod', o
    def __format__(self, spec): return f'<{spec}>'
    def __dir__(self): return ['b', 'a']
class Bad:
    def __int__(self): return 'x'
    def __float__(self): return 1
    def __index__(self): return 1.5
    def __bool__(self): return 2
    def __str__(self): return 5
    def __repr__(self): return None
    def __hash__(self): return 'h'
    def __len__(self): return 'a'
    def __format__(self, s): return 5
    def __bytes__(self): return 'no'
    def __complex__(self): return 1
class IndexOnly:
    def __index__(self): return 5
class Plain: pass
import math
n, b, i, p = Num(), Bad(), IndexOnly(), Plain()
show('''
int(n), float(n), complex(n), bool(n), str(n), repr(n), bytes(n), hash(n), len(n), round(n), round(n, 2), math.trunc(n), math.floor(n), math.ceil(n), abs(n), divmod(n, 2), format(n), format(n, 'x'), f'{n:>5}', f'{n!r:>8}', dir(n), hex(n), bin(n), oct(n), [0, 1, 2, 3][n], 'ab' * n, range(n), chr(n), '%s %r %d %x' % (n, n, n, n)
int(i), float(i), complex(i), [0] * i, hex(i), bytes(i), list(range(10))[i], round(1.23456789, i), 'abcdefgh'[i:], pow(2, 3)
int(b)
float(b)
[1][b]
bool(b)
str(b)
repr(b)
hash(b)
len(b)
format(b)
f'{b}'
bytes(b)
complex(b)
int(p)
float(p)
complex(p)
[1][p]
len(p)
bytes(p)
round(p)
abs(p)
-p
~p
p()
p[0]
p.x
p + 1
1 + p
p < p
p == p, p != p, p is p, hash(p) == hash(p), bool(p)
p @ p
p ** 2
p // 1
p % 1
p << 1
p in p
'%d' % p
'%f' % p
format(p, 'x')
math.floor(p)
sum([p])
max([p, p])
str(p)[:10], repr(p).split(' at ')[0]
with_ctx = open
bool('False'), bool([0]), bool(None), int('0b1', 0), int(True), float('1e3'), str(True), str(None), list('ab'), tuple({1: 2}), set('aa'), dict(a=1), bytes([1]), complex('1j'), frozenset([1]), int(2.7), str(1e100)
type(1)(5.5), type('')(5), type([])('ab'), (int if True else str)('5'), [t('12') for t in (int, float, str, list)], int.__name__, (5).__class__.__mro__
isinstance(True, int), isinstance(1, bool), isinstance(1.0, int), isinstance(n, Num), isinstance('a', (int, str)), isinstance([], list | tuple), issubclass(bool, int), issubclass(Num, object), isinstance(None, type(None)), isinstance(int, type)
isinstance(1, 'int')
isinstance(1, [int])
issubclass(1, int)
issubclass(int, 1)
callable(n), callable(Num), callable(len), callable(lambda: 0), callable(5), callable(Num.__int__)
''')
