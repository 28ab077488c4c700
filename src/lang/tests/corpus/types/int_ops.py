print(7 // 2, -7 // 2, 7 % -3, divmod(-7, 2), 2 ** 100, 2 ** -1, -2 ** 2, 7 / 2, 1 << 70, -1 >> 3, ~5, 6 & 3, 6 | 3, 6 ^ 3)
print(int('ff', 16), int('0b101', 0), int(' 12_000 '), int(3.99), int(-3.99), int(True), hex(255), oct(8), bin(-5))
print((255).bit_length(), (10).bit_count(), (1024).to_bytes(2, 'big'), int.from_bytes(b'\x00\x10', 'little'), (5).as_integer_ratio())
print(pow(3, 100, 7), pow(3, -1, 7), abs(-5), round(15, -1), round(25, -1), (3).conjugate(), (4).real, 10 ** 20 // 3, hash(2 ** 61 - 1))
print(f'{1234567:,} {255:#x} {5:08b} {42:+d} {-42:>8} {42:^8}| {1e3:n}')
for work in [lambda: int('x'), lambda: int('12', 1), lambda: 1 // 0, lambda: 1 % 0, lambda: int(None), lambda: 1 << -1, lambda: int('9', 8), lambda: int(float('nan')), lambda: int(float('inf'))]:
    try:
        work()
    except Exception as e:
        print(type(e).__name__, e)
