def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line)))
        except Exception as error:
            print(line, "->", type(error).__name__ + ":", error)


a = bytearray(b'abc')
a.append(100); print(a); a.extend(b'ef'); print(a); a.extend([103]); print(a, len(a))
a.insert(0, 90); print(a); print(a.pop(), a.pop(0), a); a.remove(98); print(a); a.reverse(); print(a)
a[0] = 65; print(a); a[1:3] = b'XYZ'; print(a); del a[0]; print(a); del a[::2]; print(a); a += b'!!'; print(a); a *= 2; print(a)
b = a.copy(); b.clear(); print(a, b, a is b, a == bytes(a), a != b, bool(b))
show('''
bytearray(), bytearray(3), bytearray('é', 'utf-8'), bytearray([1, 2, 3]), bytearray(b'it\\'s'), bytearray(range(3))
bytearray(b'abc')[1], bytearray(b'abc')[1:], bytearray(b'abc')[::-1], list(bytearray(b'ab')), bytearray(b'ab') + b'c', b'c' + bytearray(b'ab'), bytearray(b'ab') * 2, 97 in bytearray(b'abc'), b'bc' in bytearray(b'abc')
bytearray(b'abc').upper(), bytearray(b'a,b').split(b','), bytearray(b' a ').strip(), bytearray(b'abc').find(b'c'), bytearray(b'abc').replace(b'a', b'x'), bytearray(b'abc').decode(), bytearray(b'\\xde\\xad').hex(), bytearray.fromhex('0102'), bytearray(b',').join([b'a', b'b']), bytearray(b'banana').count(b'a')
bytearray(b'abc').startswith(b'a'), bytearray(b'abc').center(7, b'*'), bytearray(b'abc').isalpha(), bytearray(b'k=v').partition(b'='), bytearray(b'a\\nb').splitlines(), bytearray(b'abc').translate(None, b'b'), bytearray(b'ab').index(98), bytearray(b'5').zfill(3), bytearray(b'abc').title()
bytearray(b'%d') % 5, bytearray(b'a') < b'b', bytearray(b'a') == bytearray(b'a')
hash(bytearray(b'a'))
bytearray('abc')
bytearray([256])
bytearray(b'abc').append(256)
bytearray(b'abc').append('a')
bytearray().pop()
bytearray(b'a').pop(5)
bytearray(b'a').remove(98)
bytearray(b'a')[5]
bytearray(b'a').insert('x', 1)
bytearray(b'a').extend('abc')
bytearray(b'a') + 'b'
int.from_bytes(bytearray(b'\\x01\\x00'), 'big'), bytes(bytearray(b'x')), str(bytearray(b'x')), sorted(bytearray(b'cab')), bytearray(b'abc').__len__()
''')
try:
    a[0] = 300
except ValueError as e:
    print(e)
try:
    a[100] = 3
except IndexError as e:
    print(e)
try:
    a[0] = 'x'
except TypeError as e:
    print(e)
for byte in bytearray(b'hi'):
    print(byte, chr(byte))
