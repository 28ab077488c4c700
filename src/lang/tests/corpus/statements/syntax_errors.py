for text in ['x = ', 'if True', 'def f(:', 'print "a"', 'for x in', '(1, 2', 'a = 5 = b', '"abc', 'x = 1 +* 2', 'return 1', 'break', 'f(a=1, 2)', 'def f(a, a): pass', '1 = x', 'None = 1', 'lambda: yield', 'else:', 'class', 'f(**k, *a)', 'x + 1 = 2']:
    try:
        exec(text)
        print(text, 'compiled')
    except SyntaxError as e:
        print(repr(text), '|', e.msg)
