def attempt(code):
    scope = {}
    try:
        exec(code, scope)
        print(code.replace('\n', ' | '), '->', {k: v for k, v in scope.items() if k != '__builtins__'})
    except Exception as error:
        print(code.replace('\n', ' | '), '->', type(error).__name__ + ':', error)
for code in ['a, b = 1, 2', 'a, (b, c) = 1, (2, 3)', '[a, *b] = "xyz"', '*a, = [1, 2]', 'a, *b, c = range(5)', 'a = b = c = []', '(a) = 1', 'a, = [5]', '(a, b), [c, *d] = (1, 2), "xyz"',
             'a, b = 1', 'a, b = 1, 2, 3', 'a, b, c = "ab"', 'a, *b, c = [1]', 'a, b = {1: 2, 3: 4}', 'a, b = None', '[a, b] = iter([1])', 'a, (b, c) = 1, 2', 'for a, b in [(1, 2), (3, 4)]: pass', 'for a, (b, *c) in [(1, "xyz")]: pass', 'for i, (a, b) in enumerate([(1, 2)]): pass',
             'x = 5\nx += 1\nx -= 2\nx *= 3\nx /= 4\nx //= 1\nx **= 2\nx %= 7', 'x = 6\nx &= 3\nx |= 8\nx ^= 1\nx <<= 2\nx >>= 1', 'x = [1]\ny = x\nx += [2]\nx *= 2', 'x = "a"\nx += "b"\nx *= 3', 'x = (1,)\nx += (2,)', 'x = {1}\nx |= {2}\nx &= {2, 3}\nx ^= {9}', 'd = {"k": 1}\nd["k"] += 5', 'l = [1, 2, 3]\nl[0] += 10\nl[-1] *= 2', 'x += 1', 'x = 1\nx += "a"', 'x = "a"\nx -= "b"', 'x = None\nx += 1', 'd = {}\nd["k"] += 1', 't = (1, [2])\nt[1] += [3]', 'x = [1]\nx += 5', 'x = 1\nx @= 2',
             'a = 1; b = 2; a, b = b, a + b', 'a = [0, 1]; i = 0; i, a[i] = 1, 5', 'a, b, *c = *range(3), 9', 'x: int = 5', 'x: int', 'x: "List[int]" = []', 'class C: x: int = 1; y: str\nann = C.__annotations__', 'del x', 'x = 1\ndel x\nprint(x)', 'x = [1, 2, 3]\ndel x[0], x[-1]', 'x = y = 1\ndel (x, y)', 'x, y = 1, 2\ndel [x]', 'd = {1: 2}\ndel d[1], d[1]', 'if (n := 5) > 3: m = n * 2', 'l = [y := 1, y ** 2]', 'r = [last := i for i in range(3)]', 'while (c := globals().setdefault("k", 3)) > 5: pass', 'print(z := 3, end=";")', 'a = b, = 1,', 'assert 1', 'assert 0', 'assert [], "empty"', 'assert (1 == 2), f"got {1}"', 'assert 1 == 2, ValueError("x")', 'pass; pass', 'x = 1 if 0 else 2 if 0 else 3', 'x = not 1 == 2', 'x = -2 ** 2, 2 ** -1, 2 ** 3 ** 2, -7 // 2, ~5 & 3 | 8 ^ 1, 1 << 2 + 1, not 0 or 1, 1 < 2 == True, (1,) + (2,) * 2, "a" "b" f"{1}"']:
    attempt(code)
