def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line)))
        except Exception as error:
            print(line, "->", type(error).__name__ + ":", error)


words = ['', 'abc', 'Abc', 'ABC', 'aBc', '123', 'a1', ' ', '\t\n', 'a b', '½', '²', '٣', 'é', 'É', 'ß', '中', 'Title Case', "They'Re", '_x', '1x', 'class', '\u00a0', '\x1f', 'İ', 'ǅ', 'ª', 'Ⅷ']
names = 'isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper'.split()
for word in words:
    print(ascii(word), ''.join('1' if getattr(word, name)() else '.' for name in names))
for word in ['hello world', 'HELLO', 'ß', 'ﬁ', 'İstanbul', 'ΑΣ', 'Ǆ', "o'neil's", 'x1y2', 'éa', 'ŉ', 'élan VITAL']:
    print([f(word) for f in (str.upper, str.lower, str.title, str.capitalize, str.swapcase, str.casefold)])
show('''
'abc'.center(9, '*'), 'abc'.center(8), 'abc'.ljust(6, '.'), 'abc'.rjust(6), 'abc'.center(2), '-5'.zfill(5), '+5'.zfill(5), 'abc'.zfill(5), '--5'.zfill(6), ''.zfill(3)
'abc'.center(9, '**')
'abc'.center('9')
'abc'.ljust(6, 5)
'abcabc'.find('c'), 'abcabc'.find('c', 3), 'abcabc'.find('x'), 'abcabc'.find('', 10), 'abcabc'.find('', 6), 'abcabc'.rfind('a'), 'abcabc'.rfind('a', 0, 3), 'abc'.find('bc', -2), 'abc'.rfind('')
'abcabc'.index('c', 3), 'abcabc'.rindex('b')
'abc'.index('x')
'abc'.rindex('x')
'abc'.index(5)
'banana'.count('a'), 'banana'.count('ana'), 'banana'.count(''), 'banana'.count('a', 2), 'banana'.count('a', 2, 4), ''.count('')
'abc'.startswith('a'), 'abc'.startswith(('x', 'ab')), 'abc'.startswith('b', 1), 'abc'.endswith(('c', 'd')), 'abc'.endswith('bc', 1), 'abc'.startswith(''), 'abc'.endswith('b', 0, 2), 'abc'.startswith('', 5)
'abc'.startswith(5)
'abc'.startswith(['a'])
'abc'.startswith(('a', 5)), 
'abc'.startswith((5, 'a'))
'a-b_c'.isidentifier(), 'def'.isidentifier(), 'é'.isidentifier(), '℘'.isidentifier()
'x' in 'xyz', '' in '', 'xy' in 'xzy', 'z' not in 'xyz'
5 in 'xyz'
None in 'abc'
'a' < 'b', 'a' < 'B', 'abc' < 'abd', '' < 'a', 'Z' < 'a', 'é' > 'z', 'a' == 'a ', 'a' != 'b'
'a' < 1
min('hello'), max('hello'), sorted('hello'), list(reversed('abc')), ''.join(sorted(set('hello')))
ord('a'), ord('é'), ord('中'), ord('😀'), chr(97), chr(8364), chr(128512), chr(0), chr(1114111)
ord('ab')
chr(-1)
chr(1114112)
chr(1.5)
ord(5)
ascii('é中😀\\n'), repr('it\\'s'), repr("say \\"hi\\""), repr('both \\' and "'), repr('tab\\tnl\\n\\\\ \\x00 \\x7f \\xa0 \\u200b'), 
len('é'), len('e\\u0301'), len('😀'), '😀'[0], 'héllo'[1], 'abc'[::-1], 'abcdef'[1:5:2], 'abcdef'[-3:], 'abc'[5:], 'abc'[-10:2], 'abcdef'[::-2], 'abcdef'[4:1:-1]
'abc'[3]
'abc'[-4]
'abc'['a']
'abc'[1.5]
'abc'[::0]
'abc' + 5
5 + 'abc'
'abc' * 2, 3 * 'ab', 'a' * 0, 'a' * -5, 'a' * True
'abc' * 'd'
'abc' - 'a'
-'abc'
'abc'.foo
'abc'.uper()
'abc'.upper(1)
''')
