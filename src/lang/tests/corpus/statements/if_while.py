def kind(n):
    if n < 0:
        return 'negative'
    elif n == 0:
        return 'zero'
    else:
        return 'positive'
print([kind(n) for n in (-1, 0, 1)])
n, steps = 27, 0
while n != 1:
    n = n // 2 if n % 2 == 0 else 3 * n + 1
    steps += 1
    if steps > 1000:
        break
else:
    print('done', steps)
while True:
    steps -= 1
    if steps % 2:
        continue
    if steps < 100:
        break
print(steps, 'yes' if [] else 'no', 1 if 0 else 2 if 0 else 3)
