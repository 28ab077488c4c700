space = {}
exec('a = 5\ndef f(x):\n    return x * a', space)
print(space['f'](3), eval('a + 1', space), eval('x + y', {'x': 1}, {'y': 2}))
print(sorted(k for k in space if not k.startswith('__')))
for text in ['1 +', 'x = 1', 'undefined_name', '1 / 0']:
    try:
        eval(text)
    except Exception as e:
        print(type(e).__name__, e)
