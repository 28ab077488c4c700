def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line)))
        except Exception as error:
            print(line, "->", type(error).__name__ + ":", error)


show('''
b'abc', bytes(3), bytes([65, 66]), bytes('é', 'utf-8'), bytes(b'x'), bytes(), bytes(range(5)), bytes(bytearray(b'q'))
b'\\x00\\x7f\\xff\\t\\n\\r\\\\', b'it\\'s', b"both ' and \\"", b'a' b'b', rb'\\d', b'caf\\xc3\\xa9'.decode()
bytes('abc')
bytes([256])
bytes([-1])
bytes(-1)
bytes(['a'])
bytes(1.5)
bytes(5, 'utf-8')
bytes('a', 'nope')
b'abc'[0], b'abc'[-1], b'abc'[1:], b'abc'[::-1], list(b'abc'), len(b'abc'), b'abc' + b'd', b'ab' * 2, b'a' in b'abc', 97 in b'abc', b'abc' == b'abc', b'abc' < b'abd', hash(b'a') == hash(b'a')
b'abc'[5]
b'abc'['a']
b'a' + 'b'
'a' + b'b'
b'a' == 'a', b'a' != 'a'
b'a' < 'a'
256 in b'abc'
'a' in b'abc'
b'hello world'.upper(), b'HeLLo'.lower(), b'hello world'.title(), b'hello World'.capitalize(), b'Hello'.swapcase()
b'abc'.isalpha(), b'abc1'.isalnum(), b'123'.isdigit(), b'abc'.islower(), b'ABC'.isupper(), b' \\t'.isspace(), b'Title Case'.istitle(), b'abc'.isascii(), b'\\xff'.isascii(), b''.isalpha()
b'a,b,c'.split(b','), b' a  b '.split(), b'a b c'.rsplit(None, 1), b'a\\nb\\r\\nc'.splitlines(), b'k=v'.partition(b'='), b'k=v=w'.rpartition(b'='), b'a,b'.split(b',', 0)
b'a,b'.split(',')
b','.join([b'a', b'b']), b''.join([]), b'-'.join((b'x', bytearray(b'y')))
b','.join(['a'])
b','.join(b'ab')
b'  abc '.strip(), b'xxabcxx'.strip(b'x'), b'abc'.lstrip(b'a'), b'abc'.rstrip(b'c'), b'TestX'.removeprefix(b'Test'), b'TestX'.removesuffix(b'X')
b'abcabc'.find(b'c'), b'abc'.find(98), b'abc'.rfind(b'x'), b'abc'.index(b'b'), b'abcabc'.rindex(b'c'), b'banana'.count(b'an'), b'banana'.count(97)
b'abc'.index(b'x')
b'abc'.find('a')
b'abc'.replace(b'b', b'XX'), b'aaa'.replace(b'a', b'b', 2), b'abc'.startswith(b'ab'), b'abc'.endswith((b'x', b'c'))
b'abc'.startswith('a')
b'abc'.replace('a', 'b')
b'abc'.center(7, b'*'), b'abc'.ljust(5), b'abc'.rjust(5, b'.'), b'-5'.zfill(4), b'a\\tb'.expandtabs(4)
b'abc'.center(7, '*')
bytes.maketrans(b'ab', b'xy')[97:99], b'abc'.translate(bytes.maketrans(b'ab', b'xy')), b'abcabc'.translate(None, b'b'), b'abc'.translate(bytes.maketrans(b'a', b'z'), b'c')
bytes.maketrans(b'ab', b'x')
b'abc'.translate(b'x')
b'\\xde\\xad'.hex(), b'\\xde\\xad\\xbe\\xef'.hex(':'), b'\\xde\\xad\\xbe\\xef'.hex('-', 2), bytes.fromhex('deadBEEF'), bytes.fromhex('de ad'), b''.hex()
bytes.fromhex('xyz')
bytes.fromhex('abc')
b'caf\\xe9'.decode('latin-1'), b'caf\\xe9'.decode('utf-8', 'replace'), b'caf\\xe9'.decode('ascii', 'ignore'), b'caf\\xe9'.decode(errors='backslashreplace')
b'caf\\xe9'.decode()
b'caf\\xe9!'.decode('ascii')
b'a'.decode('nope')
b'%d %s %x %r %a' % (5, b'abc', 255, 'q', 'é'), b'%b|%5s|%-5s|%05d|%.2f|%c%c' % (b'x', b'ab', b'ab', 42, 1.5, 65, b'B'), b'%%' % (), b'%(a)s' % {b'a': b'x'}
b'%s' % 'abc'
b'%s' % 5
b'%d' % 'a'
b'%s %s' % (b'a',)
b'abc'.foo
b'abc'.decode().encode() == b'abc', bytes(b'abc') is not None, type(b'a'[0:1]), sorted(b'cab'), max(b'abc'), sum(b'abc'), bytes(reversed(b'abc')), list(enumerate(b'ab')), int.from_bytes(b'ab', 'big')
f"{b'ab'}", f"{b'ab'!r:>8}", str(b'ab'), repr(b'a"b')
''')
