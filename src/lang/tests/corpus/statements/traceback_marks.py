import traceback


def tell(work):
    try:
        work()
    except Exception:
        print(traceback.format_exc(), end='')



class Box:
    def __init__(self): self.items = {}; self.none = None
    def __getitem__(self, key): return self.items[key]
    def method(self, first, second=2): return first / second
box, text, number, numbers, table = Box(), 'text', 0, [1, 2, 3], {'a': {'b': None}}
def f_binary(): return 1 + (2 * 3) - 5 / number + 7
def f_chain(): return box.method(1, second=0) + box.method(4)
def f_index(): return [table['a']['b']['c'], 5]
def f_attr(): return (box.none.items, 1)
def f_call(): return len(numbers, 5) if True else None
def f_compare(): return [0 < numbers < 5 or 3]
def f_unary(): return -numbers[0] + -text
def f_subscript(): return numbers[1] + numbers[10] + 1
def f_slice(): return numbers[1:'x'] + []
def f_lambda(): return (lambda q: q + text)(5) + 1
def f_listcomp(): return sum([1 / n for n in (1, 0)])
def f_genexp(): return sum(1 // n for n in (1, 0))
def f_dictcomp(): return {k: k[0] for k in (text, 5)}
def f_fstring(): return f'{1 + 1} and {text + 1} and {3}'
def f_format(): return f'{3.5:d}' + ''
def f_matmul(): return (numbers @ 3) + 4
def f_power(): return 2 ** text ** 2
def f_contains(): return (5 in 5, 1)
def f_doublestar(): return print(**{1: 2}) or 3
def f_ifexp(): return 1 if undefined_name else 2
def f_not(): return not text.missing and 3
def f_and(): return text and number.x or 5
def f_tuple(): return 1, 2, numbers['a'], 4
def f_long(): return (1 +
    2 + text.upper() +
    3)
def f_multi_call():
    return max(
        numbers,
        key=lambda n: n.x,
    )
def f_nested_call(): return str(int(abs(text)))
def f_walrus(): return (n := text + 1)
def f_assign_target(): box.none.x = 5
def f_assign_item(): text[0] = 'x'; return 1
def f_delete(): del numbers[0], table['zz']
def f_unpack(): a, b = numbers; return a
def f_augmented(): x = 1; x += text; return x
def f_aug_item(): numbers[0] += text; return 1
def f_assert(): assert number, f'was {number}'
def f_raise(): raise ValueError('deliberate') from None
def f_for():
    for x in number: pass
def f_with():
    with number as n: pass
def f_yield_from(): return [*(lambda: (yield from 5))()]
def f_keyword(): return box.method(1, third=3)
def f_starred(): a, *b = 5
def f_return_call(): return box.method()
def f_decorator():
    @number
    def inner(): pass
def f_default():
    def inner(a=1 / number): pass
def f_match():
    match 1 / number:
        case 1: pass
def f_int(): return int('12x') + 1
def f_whole(): return undefined
def f_statement():
    1 / number
for name, work in list(globals().items()):
    if name.startswith('f_'): print('#', name); tell(work)
