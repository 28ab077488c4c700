def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line)))
        except Exception as error:
            print(line, "->", type(error).__name__ + ":", error)


show('''
1+2j, 3j, -2j, 1-0j, complex(1, -0.0), complex(-0.0, 1), -(1+2j), +(1+2j), 0j, complex(), complex(1), complex(1.5, -2), 1j**2
(1+2j) + (3-1j), (1+2j) - 1, 2 * (1+2j), (1+2j) * (3-1j), (1+2j) / (3-1j), 1 / 2j, (1+2j) ** 2, (1+2j) ** 0.5, 2 ** (1j), (1+2j) ** -1, 0j ** 0
abs(3+4j), (3+4j).real, (3+4j).imag, (3+4j).conjugate(), bool(0j), bool(1j), (3+4j) == (3+4j), 3+0j == 3, 3+0j == 3.0, (1+2j) != (1-2j)
complex('1+2j'), complex('3'), complex('-j'), complex('1e3-2.5J'), complex(' (1+2j) '), complex('nan+infj'), complex('+1j')
complex('1 + 2j')
complex('abc')
complex('')
complex('1', 2)
complex(1, '2')
complex(None)
complex([])
complex(1j, 2), complex(1, 2j), complex(1j, 1j), complex(True, False)
repr(complex(float('inf'), float('nan'))), complex(0, float('-inf')), complex(1e100, 1e-100), complex(0.1, 100), str(1e16+1j)
hash(1+0j) == hash(1), hash(1j), hash(1+2j), hash(0j)
1j < 2j
1j > 1
max(1j, 2j)
(1+2j) // 1
(1+2j) % 1
divmod(1j, 1)
int(1j)
float(1+0j)
round(1j)
1j / 0
0j ** -1
0 ** 1j
[1][1j]
(1j).__add__(1), (1j).__eq__(1j), (1j).__bool__(), (1j).__complex__(), (1j).__abs__(), (1+2j).__neg__()
f'{1+2j}|{1+2j:.2f}|{1+2j:10.1f}|{1.5-2.25j:+.1e}|{3j:g}|{1+2j:>12}|{1+2j:<12}|{1+2j:^12}|{12345+2j:,}'
f'{1+2j:d}'
f'{1+2j:010}'
f'{1+2j:%}'
f'{1+2j:=10}'
'%s %r' % (1j, 2+1j)
'%d' % 1j
'%f' % 1j
(1+2j).imag.is_integer(), type((1+2j).real), isinstance(1j, complex), isinstance(1, complex)
sum([1j, 2, 3.5]), sorted([3, 1, 2], key=lambda x: abs(x * 1j)), {1: 'a', 1+0j: 'b'}
(1+2j).real = 5 if False else 0
1e308j * 10, (1e200+1e200j) * (1e200+1e200j), (1+1j) * float('inf')
(2+3j) ** 3, (2+3j) ** 10, (0.5+0.25j) ** 2.5, (-1) ** 0.5, (-8+0j) ** (1/3), 1j ** 1j, (2+0j) ** 100
''')
