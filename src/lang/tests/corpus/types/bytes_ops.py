b = b'hello \xff\x00'
print(b, b[0], b[1:3], len(b), b.hex(), b.hex('-'), bytes.fromhex('00ff 10'), bytes(3), bytes([65, 66]), bytes('é', 'utf-8'), list(b'ab'), b'a' in b'abc', 97 in b'abc')
print(b.upper(), b'a,b'.split(b','), b'-'.join([b'a', b'b']), b'abc'.find(b'c'), b'abc'.replace(b'b', b'X'), b' x '.strip(), b'abc'.startswith(b'ab'), 'é'.encode('latin-1'), b'ab' + b'cd', b'ab' * 2)
a = bytearray(b'abc')
a[0] = 88
a.append(100)
a.extend(b'ef')
a += b'g'
del a[1]
print(a, bytes(a), a[::-1], bytearray(2), a == b'Xcdef', a.decode())
for work in [lambda: b[99], lambda: b + 'a', lambda: bytes([256]), lambda: b'\xff'.decode(), lambda: 'é'.encode('ascii'), lambda: bytes('a'), lambda: b.index(b'z'), lambda: a.append(256), lambda: bytes.fromhex('0g')]:
    try:
        work()
    except Exception as e:
        print(type(e).__name__, e)
