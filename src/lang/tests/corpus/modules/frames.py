"""Frame objects: of calls that run, of calls that have ended, of generators and of tracebacks."""
import inspect
import sys
import traceback
import types

print(sys._getframe().f_code.co_name, sys._getframe().f_lineno, sys._getframe().f_back)
print(sys._getframe().f_globals is globals(), sys._getframe().f_locals is globals())
print(isinstance(sys._getframe(), types.FrameType), inspect.isframe(sys._getframe()), type(sys._getframe()))


def describe(frame):
    code = frame.f_code
    return code.co_name, code.co_argcount, code.co_varnames, code.co_firstlineno, frame.f_lineno - code.co_firstlineno


def variables(a, b=2, *rest, c, **named):
    frame = sys._getframe()
    first = dict(frame.f_locals)
    first.pop('frame')
    later = [a + b]
    return first, sorted(frame.f_locals), frame.f_locals['later'], describe(frame)


print(variables(1, c=3, d=4))


def outermost():
    x = 'outermost'
    return middle()


def middle():
    x = 'middle'
    return innermost()


def innermost():
    x = 'innermost'
    names, frame = [], sys._getframe()
    while frame is not None:
        names.append((frame.f_code.co_name, frame.f_locals['x'] if 'x' in frame.f_locals else None, frame.f_lineno))
        frame = frame.f_back
    return names, sys._getframe(1).f_code.co_name, sys._getframe(2).f_code.co_name


print(outermost())
try:
    sys._getframe(100)
except ValueError as error:
    print(type(error).__name__, error)


def closure():
    shared = 10
    unset = None

    def inner(y):
        nonlocal shared
        shared += y
        return sorted(sys._getframe().f_locals.items())

    result = inner(5)
    del unset
    return result, sorted(key for key in sys._getframe().f_locals if key != 'inner')


print(closure())


class Body:
    attribute = 1
    frame = sys._getframe()
    seen = sorted(key for key in frame.f_locals if not key.startswith('__'))
    name = frame.f_code.co_name

    def __init__(self, value):
        self.value = value
        self.caller = sys._getframe(1).f_lineno
        self.own = describe(sys._getframe())
        self.of_caller = self.up()

    def up(self):
        back = sys._getframe().f_back
        return back.f_code.co_name, back.f_locals['value'], back.f_locals['self'] is self


print(Body.seen, Body.name)
body = Body('given')
print(body.caller, body.own, body.of_caller)
print([sys._getframe(1).f_code.co_name for _ in range(2)], [sys._getframe().f_code.co_name for _ in range(1)])
print(sorted([3, 1, 2], key=lambda v: (sys._getframe().f_code.co_name == '<lambda>', -v)))
print(list(map(lambda v: sys._getframe(1).f_code.co_name, [1])))


# After its end.
def gone():
    x, y = 1, [2]
    return sys._getframe()


ended = gone()
print(ended.f_locals, ended.f_code.co_name, ended.f_code == gone.__code__, ended.f_lineno - gone.__code__.co_firstlineno)
ended.clear()
print(ended.f_locals)
try:
    sys._getframe().clear()
except RuntimeError as error:
    print(error)


# Generators.
def generator(n):
    double = n * 2
    got = yield double
    while True:
        got = yield sys._getframe().f_back.f_code.co_name, got


def driver(g):
    return g.send('sent')


g = generator(4)
print(g.gi_frame.f_locals, g.gi_code.co_name, g.gi_running, g.gi_frame.f_lineno - g.gi_code.co_firstlineno)
next(g)
print(g.gi_frame.f_locals, g.gi_frame.f_lineno - g.gi_code.co_firstlineno, g.gi_frame.f_back)
print(driver(g), g.gi_frame.f_locals, inspect.getgeneratorlocals(g), inspect.getgeneratorstate(g))
g.close()
print(g.gi_frame, g.gi_running, inspect.getgeneratorlocals(g), inspect.getgeneratorstate(g))


def looks_at_itself():
    yield me.gi_running, me.gi_frame.f_locals, me.gi_frame.f_back.f_code.co_name, inspect.getgeneratorstate(me)


me = looks_at_itself()
print(next(me))


# Tracebacks.
def fails(numbers):
    total = 0
    for number in numbers:
        total += 1 / number
    return total


def calls(text):
    local = text.upper()
    return fails([1, 2, 0])


try:
    calls('abc')
except ZeroDivisionError as error:
    tb = error.__traceback__
    print(sys.exc_info()[2].tb_lineno == tb.tb_lineno, tb.tb_frame == sys._getframe())
    while tb is not None:
        frame = tb.tb_frame
        shown = {} if frame.f_code.co_name == '<module>' else frame.f_locals
        print(frame.f_code.co_name, tb.tb_lineno, frame.f_lineno == tb.tb_lineno, shown)
        last, tb = frame, tb.tb_next
    print(last.f_back.f_code.co_name, last.f_back.f_back.f_code.co_name, last.f_back.f_back.f_back)
    for frame, line in traceback.walk_tb(error.__traceback__):
        print(frame.f_code.co_name, line)
    print([(info.function, info.lineno, info.code_context, info.index) for info in inspect.trace()])
    print(traceback.extract_tb(error.__traceback__))
    print(''.join(traceback.extract_tb(error.__traceback__).format()), end='')


def caught_below():
    kept = 'kept'
    try:
        return 1 // 0
    except ZeroDivisionError as error:
        frame = error.__traceback__.tb_frame
        late = 'late'
        return sorted(key for key in frame.f_locals), frame == sys._getframe(), frame.f_back.f_code.co_name


print(caught_below())


# Stacks.
def shows(depth):
    if depth:
        return shows(depth - 1)
    traceback.print_stack(file=sys.stdout)
    print(traceback.format_stack(limit=-1))
    print(traceback.format_stack(sys._getframe(1), limit=1))
    print([(frame.f_code.co_name, line) for frame, line in traceback.walk_stack(sys._getframe())][-3:])
    stack = traceback.extract_stack()
    print(len(stack), stack[-1].name, stack[-1].line, stack[0].lineno)
    print(''.join(traceback.format_list(stack)), end='')
    infos = inspect.stack()
    print([(info.function, info.lineno, info.code_context, info.index) for info in infos][:2], infos[-1][3])
    print(inspect.getframeinfo(sys._getframe(), context=3)[1:], inspect.getframeinfo(sys._getframe(), 0)[1:])


shows(1)
shows(6)


def with_arguments(a, *rest, k=3, **named):
    values = inspect.getargvalues(inspect.currentframe())
    print(values.args, values.varargs, values.keywords, inspect.formatargvalues(*values))


with_arguments(1, 2, k=4, z=5)
print(traceback.StackSummary.extract(traceback.walk_stack(gone()), capture_locals=True)[0].locals)
