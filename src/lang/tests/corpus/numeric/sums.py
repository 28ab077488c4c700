# Sums of lists: integers of any size, floats, and what is neither.
NAN = float("nan")
for items in (
    [], [1, 2, 3], [1, 2.5, 3], [0.1] * 10, [1, 2, 0.1, 0.2, 3], [2 ** 62, 2 ** 62, 1], [2 ** 62, 2 ** 62, 1.5],
    [1.5, 2 ** 70, 1], [True, True, 2], [1.0, True], [1, 1j], [-0.0], [-0.0, -0.0], [1e308, 1e308, -1e308],
    [NAN, 1], [9007199254740993, 1.0], [1.0, 9007199254740993], [-(2 ** 63), -1, 0.5], [2 ** 63, 0.5], [1, "2"], [1, None],
    [[1], [2]],
):
    for start in (None, 0, 10, 0.5, -0.0, 2 ** 63 - 1, 2 ** 80, True, 1j, []):
        try:
            result = sum(items) if start is None else sum(items, start)
        except TypeError as error:
            print(error)
        else:
            print(type(result).__name__, repr(result))
