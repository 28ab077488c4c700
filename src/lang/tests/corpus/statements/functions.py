def f(a, b=2, /, c=3, *args, d, e=5, **kwargs):
    return a, b, c, args, d, e, kwargs
print(f(1, d=4), f(1, 2, 3, 4, 5, d=6, z=7), f(*[1, 2], **{'d': 3, 'c': 4}))
def collect(x, seen=[]):
    seen.append(x)
    return seen
collect(1)
print(collect(2), f.__name__, f.__defaults__, f.__kwdefaults__)
for call in ['f()', 'f(1)', 'f(1, d=2, b=3)', 'f(a=1, d=2)', 'collect()', 'collect(1, [], 3)', 'collect(y=1)', 'collect(1, x=2)', '(lambda: 0)(1)']:
    try:
        print(eval(call))
    except TypeError as e:
        print(e)
