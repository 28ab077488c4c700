"""complex at work: parsing, formatting, attributes, powers, Mandelbrot, errors."""
z = 3 + 4j
print(z, abs(z), z.real, z.imag, z.conjugate(), -z, +z, z * 2, z / 2, z + 1, 1 - z, z * z, z ** 2, z ** 0.5, 2 ** z, z == 3 + 4j, z != 3)
print(complex("1+2j"), complex("  -3.5e2J "), complex("j"), complex("(1-1j)"), complex("inf-nanj"), complex(1.5), complex(1, 2), complex(1j, 1j))
print(f"{z:.2f} {z:+.1e} {z:g} {1j:.0f} {z!r:>10} {complex(0.1, -0.0):}", "%s" % z, str(1e20 + 1e-20j), repr(-0j), repr(complex(-0.0, 0)))
print("{0.real:.1f} and {0.imag:.1f}".format(z), "{:>20}|{:<20}|{:^20}|".format(z, z, z), format(1234567.891 + 0j, ",.1f"))
rows = []
for im in range(6, -7, -2):
    row = ""
    for re in range(-20, 7, 2):
        c, w, n = complex(re / 10, im / 5), 0j, 0
        while abs(w) <= 2 and n < 9:
            w, n = w * w + c, n + 1
        row += " .:-=+*#%@"[n]
    rows.append(row)
print("\n".join(rows))
print(sum([1j, 2, 3.5]), hash(1 + 0j) == hash(1), {1 + 0j: "a"}[1], bool(0j), bool(1e-300j), (1 + 2j).__class__, isinstance(1j, complex))
print(complex(2, 3) == complex("2+3j"), 1j * 1j, (1 + 1j) ** 10, 1j ** 2, 1j ** -1, (-1) ** 0.5, 0j ** 0, pow(1j, 3), (2 + 0j) ** 3)


class Value:
    def __complex__(self):
        return 1 + 2j


class Real:
    def __float__(self):
        return 2.5


print(complex(Value()), complex(Real()), complex(Real(), 2))
for bad in (lambda: complex("1 + 2j"), lambda: complex("x"), lambda: complex(None), lambda: complex("1", 2), lambda: complex(1, "2"), lambda: z < 1,
            lambda: z // 2, lambda: z % 2, lambda: int(z), lambda: float(z), lambda: 1j / 0, lambda: divmod(z, 1), lambda: f"{z:d}", lambda: f"{z:05}",
            lambda: f"{z:%}", lambda: round(z), lambda: 0j ** -1, lambda: sorted([1j, 2]), lambda: complex([1]), lambda: pow(z, 2, 3), lambda: [1][1j]):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
