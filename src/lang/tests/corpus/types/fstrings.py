name, value, width = 'x', 3.14159, 10
print(f'{name}={value:.2f} {value:{width}.{2}f}| {name!r:>5} {value=} {1 + 1 = } {name=!s} {{braces}}')
print(f'{"nested " + f"{name}"} {[i for i in range(3)]} {({1: 2})[1]} {lambda_(3) if False else "ok"}' if False else f'{[i for i in range(3)]} {(lambda x: x * 2)(4)}')
print(f'{1000000:_} {1000000:,} {0.5:%} {255:b} {255:#o} {42:c} {"left":<8}| {"mid":^8}| {"right":>8}| {"fill":*^10} {-5: d} {5:=+5d}')
print(f'{True} {None} {[1, "a"]} {dict(a=1)}', f'''{
    1 + 2}''', f'{value!r}' rf'\n{name}', f'{"a" "b"}', f'{3:{"0>5"}}')
for work in ['f"{undefined}"', 'f"{1:q}"', 'f"{[]:d}"', 'f"{1.5:d}"', 'f"{\'a\':d}"', 'f"{1:.2d}"']:
    try:
        eval(work)
    except Exception as e:
        print(type(e).__name__, e)
