z = 3 + 4j
print(z, abs(z), z.real, z.imag, z.conjugate(), z * 1j, z / 2, z ** 2, -z, z == 3 + 4j, complex('1-2j'), 1j, -1j, 0j)
print((1 + 2j) + 1, 1 - (1 + 2j), (1 + 2j) * (3 - 1j), (1 + 2j) / (3 - 1j), hash(2 + 0j) == hash(2), f'{z:.2f}', repr(complex(float('inf'), float('nan'))))
for work in [lambda: z < 1, lambda: z // 1, lambda: int(z), lambda: complex('x'), lambda: z / 0, lambda: float(z)]:
    try:
        work()
    except Exception as e:
        print(type(e).__name__, e)
