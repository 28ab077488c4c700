for i in range(3):
    for j in range(3):
        if j == i:
            continue
        if j > 1:
            break
        print(i, j)
    else:
        print('whole', i)
for i, (a, b) in enumerate({'x': 1, 'y': 2}.items()):
    print(i, a, b)
for *head, tail in [(1, 2, 3), 'ab']:
    print(head, tail)
for x in []:
    pass
else:
    print('empty')
class Box:
    pass
box = Box()
for box.value in range(3):
    pass
print(box.value)
