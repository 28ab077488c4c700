def f(a, b=2):
    c = a
    return c
print(f.__code__.co_varnames, f.__code__.co_argcount, f.__code__.co_name)
