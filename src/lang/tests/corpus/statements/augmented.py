x = 5
x += 2; x -= 1; x *= 3; x //= 4; x **= 3; x %= 50; x <<= 2; x >>= 1; x |= 8; x ^= 3; x &= 0xff
print(x)
x /= 4
print(x)
items = [1]
alias = items
items += (2, 3)
items *= 2
print(alias, alias is items)
t = ([],)
try:
    t[0] += [1]
except TypeError as e:
    print(e, t)
s = {1}
s |= {2}; s ^= {1}; s -= {5}
d = {'a': 1}
d |= {'b': 2}
d['a'] += 10
print(s, d)
