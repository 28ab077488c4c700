print(0.1 + 0.2, 1e16, 1e15, 1.0, -0.0, 1e-5, 0.0001, 123456789012345680.0, 5e-324, 1.7976931348623157e308, float('inf'), float('nan'))
print(7.5 // 2, -7.5 // 2, 7.5 % -2, divmod(7.5, 2), 2.0 ** 0.5, (-8.0) ** 2, round(2.5), round(3.5), round(2.675, 2), round(1234.5, -2))
print(float('1e3'), float(' -inf '), float('1_0.5'), (0.5).as_integer_ratio(), (3.0).is_integer(), (255.5).hex(), float.fromhex('0x1.8p1'), int(1e20))
print(f'{3.14159:.2f} {1e10:g} {0.00001:g} {12345.678:,.1f} {0.25:.0%} {1.5:e} {3.0:10.3f}| {2.0!r} {float("inf"):f} {1234.5:+.3e}')
print(1.0 == 1, hash(1.0) == hash(1), float('nan') == float('nan'), max(1.0, 2), sum([0.1] * 10), 3.0 .__class__.__name__)
for work in [lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: float('x'), lambda: 1e308 * 10 ** 400, lambda: 10.0 ** 400, lambda: round(float('nan')), lambda: float([])]:
    try:
        print(work())
    except Exception as e:
        print(type(e).__name__, e)
