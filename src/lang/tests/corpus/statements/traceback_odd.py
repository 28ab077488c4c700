import traceback


def tell(work):
    try:
        work()
    except Exception:
        print(traceback.format_exc(), end='')



number, numbers = 0, [1, 2, 3]
def f_star(): return print(*5, 6)
def f_class():
    class Broken(number): pass
def f_unicode(): return 'äöü€😀' + number + '日本'
for name, work in list(globals().items()):
    if name.startswith('f_'): print('#', name); tell(work)
