SOURCES = [
    'try:\n  x\n',
    "f'{a b}'",
    'class A:\n',
    'x = [1',
    '1a',
    '  x = 1',
    'x = 1)',
    "'abc",
    'x = $',
]

for source in SOURCES:
    try:
        compile(source, '<text>', 'exec')
        print(repr(source), 'compiles')
    except SyntaxError as error:
        print(repr(source), type(error).__name__, error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset)
    except ValueError as error:
        print(repr(source), 'ValueError', error)
