def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line)))
        except Exception as error:
            print(line, "->", type(error).__name__ + ":", error)


show('''
(5).bit_length(), (0).bit_length(), (-1).bit_length(), (255).bit_length(), (2**100).bit_length()
(5).bit_count(), (-7).bit_count(), (2**70 - 1).bit_count()
5 & 3, 5 | 3, 5 ^ 3, ~5, 5 << 2, 5 >> 1, -5 >> 1, -5 & 0xff, -1 << 3
1 << 64, 1 << 100 >> 98, -1 >> 200, 12345678901234567890 & 0xffff
(1024).to_bytes(2, 'big'), (1024).to_bytes(4, 'little'), (-1024).to_bytes(2, 'big', signed=True)
(5).to_bytes(), (255).to_bytes(1, 'big')
(256).to_bytes(1, 'big')
(-1).to_bytes(1, 'big')
(1).to_bytes(1, 'middle')
int.from_bytes(b'\\x04\\x00', 'big'), int.from_bytes(b'\\xfc\\x00', 'big', signed=True), int.from_bytes([255, 0, 0], 'little')
int.from_bytes(b''), int.from_bytes(b'\\x01')
1 << -1
1 >> -1
1.0 << 2
'a' & 1
True & 1, True | 2, True ^ True, ~True, True << 3
bin(10), bin(-10), oct(64), hex(255), hex(-255), bin(0)
f'{10:b} {10:#b} {10:08b} {-10:#010x} {255:X} {255:#X} {8:#o} {1_000_000:_b}'
int('0b101', 0), int('0o17', 0), int('0xff', 0), int('ff', 16), int('z', 36), int('-101', 2), int('1_000'), int('  42\\n')
int('0b101', 2), int('0x1F', 16)
int('12', 1)
int('12', 37)
int('9', 8)
int('')
int('1__0')
int('١٢٣')
int('0777', 0)
int(3.99), int(-3.99), int(True), int(1e20), int('-0')
int(float('nan'))
int(float('inf'))
int(None)
int([])
int('3.5')
int(b'12'), int(bytearray(b'7'))
int(1.5, 10)
int('10', base=3)
(7).__index__(), (7).__int__(), (7).__float__(), (7).__bool__(), (7).conjugate(), (7).real, (7).imag, (7).numerator, (7).denominator
(10).as_integer_ratio(), True.numerator
pow(2, 10), pow(2, -1), pow(2, 10, 1000), pow(3, -1, 7), pow(-2, 3, 5), pow(2, 0, 1)
pow(2, -1, 4)
pow(2, 3, 0)
pow(2.0, 3, 5)
0 ** -1
(-8) ** 0.5
divmod(7, -2), divmod(-7, 2), -7 // 2, -7 % 3, 7 % -3, 7 // -2
5 // 0
5 % 0
divmod(5, 0)
5 / 0
0.0 ** -1
round(1234, -2), round(1250, -2), round(1350, -2), round(-1250, -2), round(5), round(5, 2), round(15, -1), round(25, -1)
abs(-5), -(-5), +5, abs(-2**70)
(2**64) // 3, (2**64) % 1000, -(2**64) // 7, (2**200) / (2**190), 10**30 / 3
10**400 / 3
int(1e308) // 10**300
7 .__add__(3), (7).__radd__(3), (7).__sub__(10), (7).__mul__('a'), (7).__truediv__(2), (7).__pow__(2), (7).__eq__('7'), (7).__lt__(8)
hash(7), hash(-1), hash(2**61 - 1), hash(2**61), hash(-2**61), hash(10**20)
(5).is_integer
''')
