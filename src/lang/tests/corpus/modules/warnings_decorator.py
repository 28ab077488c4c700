"""A decorator that marks functions as deprecated, and a test helper that expects warnings."""
import functools
import warnings
from contextlib import contextmanager


def deprecated(reason, *, category=DeprecationWarning):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            warnings.warn(f"{function.__name__} is deprecated: {reason}", category, stacklevel=2)
            return function(*args, **kwargs)
        return wrapper
    return decorate


@contextmanager
def expect(category):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield caught
    if not any(issubclass(w.category, category) for w in caught):
        raise AssertionError(f"no {category.__name__}")


@deprecated("use add")
def plus(a, b):
    "Adds."
    return a + b


class Old:
    @deprecated("too old", category=FutureWarning)
    def method(self):
        return "method"

    @property
    @deprecated("gone soon")
    def size(self):
        return 3


with expect(DeprecationWarning) as caught:
    print(plus(1, 2), plus.__name__, plus.__doc__)
print([str(w.message) for w in caught])
with expect(Warning) as caught:
    print(Old().method(), Old().size)
print([(w.category.__name__, str(w.message)) for w in caught])
try:
    with expect(FutureWarning):
        plus(1, 2)
except AssertionError as error:
    print(error)
