x = [1, 2, 3, 4, 5]
del x[0], x[-1]
del x[::2]
print(x)
d = {'a': 1, 'b': 2}
del d['a']
class C:
    y = 1
c = C()
c.z = 2
del c.z
print(d, hasattr(c, 'z'))
n = 1
del n
for work in ['n', 'del n', 'del d["q"]', 'del c.y', 'del x[9]']:
    try:
        exec(work)
    except Exception as e:
        print(type(e).__name__, e)
