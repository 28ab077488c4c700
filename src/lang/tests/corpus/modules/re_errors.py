import re
for pattern in ['(a', 'a)', '*a', 'a**', '[a', '(?P<1>a)', r'\q', '(?P<n>a)(?P<n>b)', r'(a)\2', '[z-a]', '(?z)', 'a{3,2}', '(?P=x)', '(?<a', '\\', '(?P', 'ab\n(c']:
    try:
        re.compile(pattern)
        print(pattern, 'compiled')
    except re.error as e:
        print(repr(pattern), '|', e, '|', e.msg, e.pos, e.lineno, e.colno)
try:
    re.match('a', b'a')
except TypeError as e:
    print(e)
try:
    re.match('a', 5)
except TypeError as e:
    print(e)
