import io
import traceback


def inner(x):
    return 10 / x


def outer(x):
    return inner(x) + 1


def down(n):
    return down(n - 1) if n else inner(0)


try:
    outer(0)
except ZeroDivisionError as e:
    frames = traceback.extract_tb(e.__traceback__)
    print([(f.lineno, f.name, f.line) for f in frames])
    last = frames[-1]
    print(last.name, last.lineno, last[2], len(last), tuple(last)[1:])
    print([f.name for f in traceback.extract_tb(e.__traceback__, limit=1)])
    print([f.name for f in traceback.extract_tb(e.__traceback__, limit=-2)])
    for text in traceback.format_tb(e.__traceback__):
        print(text.split(', ', 1)[1], end='')
    out = io.StringIO()
    traceback.print_tb(e.__traceback__, file=out)
    print(out.getvalue() == ''.join(traceback.format_tb(e.__traceback__)))

try:
    down(6)
except ZeroDivisionError as e:
    texts = traceback.format_tb(e.__traceback__)
    print(len(texts), [text for text in texts if 'repeated' in text])

print(traceback.extract_tb(None), traceback.format_tb(None))
