import re
print(re.findall(r'^\w+', 'one two\nthree four', re.M), re.findall(r'\w+$', 'one two\nthree four\n', re.M))
print(re.search(r'two$', 'one two\n'), re.search(r'two\Z', 'one two\n'))
print(re.findall(r'(?i)ab', 'AB ab aB'), re.findall(r'a.c', 'a\nc abc', re.S), re.findall(r'a.c', 'a\nc abc'))
print(re.findall(r'(?<=-)\w+', 'spam-egg'), re.findall(r'\w+(?=,)', 'a,b,c'), re.findall(r'(?<!a)b', 'ab cb'))
print(re.match(r'(a)(?:b)\1', 'aba').group(), re.match(r'(?P<q>["\']).*?(?P=q)', '"x\'y" z').group())
print(re.findall(r'[]a\-\]]', 'a-]b'), re.findall(r'[^\W\d]', 'a1_b'), re.findall(r'[a-c[]', 'ab[z'))
print(re.findall(r'\d{2,3}', '1 12 123 1234'), re.findall(r'a{,2}b', 'aaab'), re.findall(r'x{', 'x{'))
pattern = re.compile(r"""
    \d +  # the integral part
    \.    # the decimal point
    \d *  # some fractional digits""", re.X)
print(pattern.findall('3.14 and 2. and 7'))
print(re.findall(r'\bfoo\b', 'foo foobar (foo)'), re.findall(r'<.*?>', '<a> b <c>'), re.findall(r'a++b', 'aab'))
print(re.match(r'(<)?\w+(?(1)>)', '<user>').group())
