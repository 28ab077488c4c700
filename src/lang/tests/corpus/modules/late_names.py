"""Names that modules make when somebody asks for them."""
import collections
import re
import string
import sys
import types

late = types.ModuleType('late')
asked = []


def made(name):
    asked.append(name)
    if name.startswith('no'):
        raise AttributeError(f'late has no {name}')
    return name * 2


late.__getattr__ = made
late.__dir__ = lambda: ['b', 'a']
late.there = 1
sys.modules['late'] = late
from late import there, far

print(late.there, late.far, far, hasattr(late, 'nothing'), getattr(late, 'none', 'default'), dir(late), sorted(set(asked) - {'__path__'}))
try:
    late.nowhere
except AttributeError as error:
    print(error)
try:
    from late import nowhere
except ImportError as error:
    print(str(error).partition(' (')[0])

print(re.I, re.MULTILINE | re.X, re.RegexFlag.A, re.compile('a', re.I), re.compile('a', re.I).flags, re.compile('b', re.DOTALL).findall('b'))
print('IGNORECASE' in dir(re), 'Template' in dir(string), 'abc' in dir(collections), hasattr(re, 'nothing'), re.NOFLAG == 0)
print(string.Template('$a').substitute(a=1), string.Template.__module__, string.Template.flags, re.RegexFlag.__module__)
print(isinstance({}, collections.abc.Mapping), issubclass(collections.ChainMap, collections.abc.MutableMapping))
print(collections.UserDict(a=1), collections.UserList([1]), collections.UserString('s'), collections.UserDict.__module__)
print(issubclass(collections.Counter, collections.abc.MutableMapping), isinstance(collections.UserList(), collections.abc.Sequence))
for module in (re, string, collections):
    try:
        module.nothing
    except AttributeError as error:
        print(error)
from collections import *
from re import *
from string import *

print(UserDict, IGNORECASE, Template('$$x').safe_substitute())
from decimal import Decimal
from numbers import Number, Complex
print(isinstance(Decimal(1), Number), isinstance(Decimal(1), Complex), type(Decimal), Decimal.__mro__)
