import re
m = re.match(r'(\w+) (\w+)', 'Isaac Newton, physicist')
print(m, m.group(), m.group(0, 1, 2), m.groups(), m[1])
print(m.start(), m.end(), m.span(2), m.pos, m.endpos, m.lastindex, m.lastgroup)
print(re.match('c', 'abcdef'), re.search('c', 'abcdef'))
print(re.fullmatch('p.*n', 'python').group(), re.fullmatch('r.*n', 'python'))
n = re.match(r'(?P<first>\w+) (?P<last>\w+)', 'Malcolm Reynolds')
print(n.groupdict(), n['first'], n.start('last'), n.lastgroup)
print(re.match(r'(\d+)\.?(\d+)?', '24').groups(), re.match(r'(\d+)\.?(\d+)?', '24').groups('0'))
p = re.compile('d')
print(p.search('dog', 1), p.match('ad', 1).span(), p.flags, p.groups, p.pattern)
try:
    m.group(3)
except IndexError as e:
    print(e)
