class C:
    area = property(lambda self: 3)
try:
    C().area = 5
except AttributeError as e:
    print(e)
