def outer():
    x = 5
    return lambda: x
print(outer().__closure__[0].cell_contents, (lambda: 0).__closure__)
