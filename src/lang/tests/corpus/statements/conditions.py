print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 != 1, 'a' in 'abc' in ['abc'], not 1, not [], None is None, 1 is not None)
print(0 or 'x', 1 and 'y', [] or {} or 0, 1 and 2 and 3, 0 and print('never'), 'a' if 1 else 'b')
def side(x):
    print('side', x)
    return x
print(side(1) < side(5) < side(3), side(3) > side(9) > side(1))
print(1 == 1.0 == True, [1] == [1.0], (1, 2) < (1, 3), [2] > [1, 9], {1} < {1, 2}, 'a' < 'b', b'a' < b'b')
for pair in [(1, 'a'), ([], ()), ({}, {}), (1j, 2), (None, 0)]:
    try:
        print(pair[0] < pair[1])
    except TypeError as e:
        print(e)
