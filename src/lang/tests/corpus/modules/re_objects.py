import re
print(re.compile('a+'), re.compile('a', re.I | re.M), repr(re.I), re.I | re.S, re.compile('x', re.ASCII))
print(re.compile('a') == re.compile('a'), re.compile('a') is re.compile('a'))
print(re.compile(b'a+').findall(b'caaat'), re.sub(rb'\d', b'#', b'a1b2'))
print(re.IGNORECASE.value, re.compile(r'(?P<x>.)(?P<y>.)').groupindex)
print(type(re.compile('a')), type(re.match('a', 'a')), re.error, re.compile('(?i)x').flags)
print(re.match('(a)(b)?', 'a').span(2), re.match('((a)(b))', 'ab').lastindex, re.match('(a)(b)', 'ab').lastindex)
print(re.match(r'(\w)(\w)', 'ab').expand(r'\2-\1'))
