if (n := len('hello')) > 3:
    print(n)
while (n := n - 1) > 2:
    print(n, end=' ')
print()
print(1, 'a', None, sep='-', end='!\n')
print(*range(3), sep='')
print()
print([1, 'a', None, 2.0, (1,)], {'k': 'v'}, {1}, True)
try:
    print('x', sep=5)
except TypeError as e:
    print(e)
