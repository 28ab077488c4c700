"""Warnings as libraries give them and as users silence, record and raise them."""
import warnings


def old(x):
    warnings.warn("old() is deprecated, use new()", DeprecationWarning, stacklevel=2)
    return x + 1


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(old(1))
    warnings.warn("plain")
    warnings.warn(RuntimeWarning("an instance"))
    for w in caught:
        print(w.category.__name__, str(w.message), type(w.message) is w.category, w.lineno)
    print(len(caught), isinstance(caught[0].message, DeprecationWarning))

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("ignore")
    old(2)
    print(caught)

with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        old(3)
    except DeprecationWarning as error:
        print("raised:", error)
    try:
        warnings.warn("user", UserWarning)
    except UserWarning as error:
        print(repr(error))

with warnings.catch_warnings():
    warnings.filterwarnings("error", message="bad.*")
    warnings.filterwarnings("ignore", category=UserWarning, message="fine")
    warnings.warn("fine by me")
    try:
        warnings.warn("bad things")
    except UserWarning as error:
        print("filtered:", error)

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("default")
    for _ in range(3):
        warnings.warn("once a place")
    print(len(caught))
    warnings.simplefilter("once")
    for text in ("a", "b", "a"):
        warnings.warn(text)
    print([str(w.message) for w in caught])


class ApiWarning(UserWarning):
    """A category of one's own."""


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always", ApiWarning)
    warnings.warn("mine", ApiWarning)
    warnings.warn(ApiWarning("mine too", 2))
    print([(w.category.__name__, w.message.args) for w in caught])

for bad in (lambda: warnings.warn("x", int), lambda: warnings.warn("x", "y"), lambda: warnings.simplefilter("never"),
            lambda: warnings.filterwarnings("nope")):
    try:
        bad()
    except (TypeError, AssertionError) as error:
        print(type(error).__name__, error)
print(warnings.formatwarning("text", UserWarning, "file.py", 12, "x = 1"), end="")
print(issubclass(DeprecationWarning, Warning), issubclass(Warning, Exception), ResourceWarning.__mro__[1].__name__)
