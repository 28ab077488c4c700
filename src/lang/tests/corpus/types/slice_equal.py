print(slice(3) == slice(None, 3, None), slice(1, 2) != slice(1, 3))
