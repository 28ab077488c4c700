"""Stopwatches of tutorials: a class, a decorator and a context manager around a clock that is given."""
import functools
import time
from contextlib import contextmanager


class FakeClock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        self.now += 0.25
        return self.now


class TimerError(Exception):
    """Used to report errors in the use of Timer."""


class Timer:
    timers = {}

    def __init__(self, name=None, text="Elapsed time: {:0.4f} seconds", clock=time.perf_counter):
        self._start_time = None
        self.name, self.text, self.clock = name, text, clock
        if name:
            self.timers.setdefault(name, 0)

    def start(self):
        if self._start_time is not None:
            raise TimerError("Timer is running. Use .stop() to stop it")
        self._start_time = self.clock()

    def stop(self):
        if self._start_time is None:
            raise TimerError("Timer is not running. Use .start() to start it")
        elapsed_time = self.clock() - self._start_time
        self._start_time = None
        print(self.text.format(elapsed_time))
        if self.name:
            self.timers[self.name] += elapsed_time
        return elapsed_time

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *exc_info):
        self.stop()

    def __call__(self, func):
        @functools.wraps(func)
        def wrapper_timer(*args, **kwargs):
            with self:
                return func(*args, **kwargs)
        return wrapper_timer


clock = FakeClock()
t = Timer("first", clock=clock)
t.start()
print(t.stop())
for step in (t.stop, lambda: (t.start(), t.start())):
    try:
        step()
    except TimerError as error:
        print(type(error).__name__, error)
t.stop()
with Timer("first", "took {:.2f}s", clock):
    pass


@Timer("square", clock=clock)
def square(x):
    """Squares."""
    return x * x


print(square(4), square.__doc__, Timer.timers)


@contextmanager
def timed(label):
    start = time.perf_counter()
    try:
        yield lambda: time.perf_counter() - start
    finally:
        print(label, time.perf_counter() - start < 60)


with timed("block") as elapsed:
    print(elapsed() >= 0)
print(f"{time.perf_counter() - time.perf_counter():.0f}".lstrip("-"))
hours, rest = divmod(3725, 3600)
print("{:02}:{:02}:{:02}".format(hours, *divmod(rest, 60)), time.strftime("%H:%M:%S", time.gmtime(3725)))
