s = 'Hello, World'
print(s.upper(), s.lower(), s.swapcase(), s.title(), s.casefold(), s.capitalize(), s.center(20, '*'), s.ljust(15, '.'), s.rjust(15), s.zfill(15))
print(s.find('o'), s.rfind('o'), s.index('W'), s.count('l'), s.startswith('He'), s.endswith(('x', 'ld')), s.replace('l', 'L', 2), s.partition(', '), s.rpartition('o'))
print('a,b,,c'.split(','), ' a  b '.split(), 'a,b,c'.split(',', 1), 'a,b,c'.rsplit(',', 1), 'a\nb\r\nc'.splitlines(), 'a\nb'.splitlines(True), '-'.join('abc'))
print('  x '.strip(), 'xxaxx'.strip('x'), 'xa'.lstrip('x'), 'ax'.rstrip('x'), 'prefix-x'.removeprefix('prefix-'), 'x.py'.removesuffix('.py'), 'a\tb'.expandtabs(4))
print('abc'.isalpha(), '12'.isdigit(), 'a1'.isalnum(), ' '.isspace(), 'Ab'.istitle(), 'ab'.islower(), 'AB'.isupper(), 'x_1'.isidentifier(), '½'.isnumeric(), '²'.isdecimal(), 'é'.isascii(), '\n'.isprintable())
print('abc'.translate(str.maketrans('ab', 'xy', 'c')), 'x'.encode(), '{} {x}'.format(1, x=2), '{a[0]} {b.real}'.format(a=[1], b=2), 'a{{}}'.format(), '{:>{w}}'.format('x', w=4))
for work in [lambda: s.index('z'), lambda: 'a'.join([1]), lambda: s.split(''), lambda: '{}'.format(), lambda: '{x}'.format(), lambda: s + 1, lambda: s[50], lambda: s * 'a', lambda: s.center('x'), lambda: 'a'.zfill()]:
    try:
        work()
    except Exception as e:
        print(type(e).__name__, e)
