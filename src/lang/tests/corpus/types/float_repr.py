def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line)))
        except Exception as error:
            print(line, "->", type(error).__name__ + ":", error)


show('''
0.1, 0.1 + 0.2, 1.0, 100.0, 1e16, 1e15, 123456789012345680.0, 1e-4, 1e-5, 0.00012345, 1.5e300, 5e-324, 1.7976931348623157e308
-0.0, 0.0 == -0.0, 1 / 3, 2 / 3, 10 / 3, 1e22, 1e23, 9007199254740993.0, 3.14159265358979
float('inf'), float('-inf'), float('nan'), float('Infinity'), float('  -1.5e3 '), float('1_000.5'), float('.5'), float('5.'), float('+nan')
float('1e400'), float('-1e400'), float('1e-400')
float('abc')
float('')
float('1__0')
float('0x10')
float(None)
float([1])
float(b'1.5'), float('١')
float(10**400)
(1.5).hex(), (0.1).hex(), (-2.0).hex(), (0.0).hex(), float('inf').hex(), (5e-324).hex()
float.fromhex('0x1.8p+1'), float.fromhex('1.8'), float.fromhex('-0x.1p4'), float.fromhex('inf')
float.fromhex('zz')
(0.75).as_integer_ratio(), (0.1).as_integer_ratio(), (-2.5).as_integer_ratio(), (1e20).as_integer_ratio()
float('inf').as_integer_ratio()
float('nan').as_integer_ratio()
(2.0).is_integer(), (2.5).is_integer(), float('inf').is_integer()
round(2.5), round(3.5), round(-2.5), round(0.5), round(1.5), round(2.675, 2), round(1.005, 2), round(0.125, 2), round(1234.5678, -2), round(5.015, 2)
round(1e22), round(1e300, 2), round(2.5, 0), round(-0.4), round(0.05, 1), round(123.456, 1), round(99.995, 2)
round(float('nan'))
round(float('inf'))
round(2.5, None), round(1.0, 400), round(1.0, -400)
round(2.5, 1.0)
7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, divmod(7.5, 2), divmod(-7.5, 2), 1e300 // 1e-10, 0.3 % 0.1
1.0 // 0
1.0 % 0.0
divmod(1.0, 0)
1.0 / 0.0
2.0 ** 0.5, (-8.0) ** (1/3), 2 ** -1, 0.0 ** 0, float('inf') ** 0, 2.0 ** 1023, (-2.0) ** 3, (-0.0) ** 3
2.0 ** 1024
1e308 * 10, -1e308 * 10, float('inf') - float('inf'), float('inf') * 0, 1 / float('inf')
float('nan') == float('nan'), float('nan') < 1, float('nan') != float('nan'), float('inf') > 10**400
hash(1.0), hash(0.5), hash(float('inf')), hash(-0.0), hash(1e20) == hash(10**20), hash(0.1), hash(-1.0), hash(1e300)
abs(-2.5), -(-2.5), +2.5, (2.5).conjugate(), (2.5).real, (2.5).imag, (2.5).__trunc__(), (2.5).__floor__(), (2.5).__ceil__(), (-2.5).__floor__()
int(2.9), int(-2.9), bool(0.0), bool(-0.0), bool(1e-300), bool(float('nan'))
1 + 1.5, 1.5 + True, 3 - 0.5, 2 * 1.5, 3 / 1.5, 2 < 2.5, 2 == 2.0, 10**16 == 1e16
1.5 + '1'
'1' * 1.5
1.5 & 1
[1, 2][1.0]
max(1, 1.0), max(1.0, 1), min(0.0, -0.0), sum([0.1] * 10), sum([0.1] * 3), sum([1, 2.5]), sum([1e16, 1, -1e16])
1.0.__add__(2), (1.0).__add__('a'), (1.0).__eq__(1), (1.5).__lt__(2), (1.5).__rsub__(3), (1.5).__bool__(), (1.5).__int__()
str(1e100), repr(1e-7), str(123456789.123456789), str(0.1 + 0.7), repr(100000000000000000000.0), str(1e21), str(12345678.9)
''')
