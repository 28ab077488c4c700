# An uncaught exception with its causes, markers and repeated lines.
def divide(a, b):
    return (a + 1) / b


class Thing:
    def method(self, items):
        return items["key"][0].missing


def recurse(n):
    if n == 0:
        raise ValueError("bottom")
    recurse(n - 1)


try:
    try:
        divide(1, 0)
    except ZeroDivisionError as error:
        raise KeyError("wrapped") from error
except KeyError:
    try:
        Thing().method({"key": [1]})
    except AttributeError:
        recurse(6)
