# Classes of modules that are C in CPython: how messages name them, and that their frames do not show.
from bisect import insort
from datetime import date, datetime, time, timedelta, timezone
from heapq import heappush, heapify
from operator import attrgetter, itemgetter

CASES = ['timedelta(1) + 1', 'date(2024, 1, 1) + 1', '1 - datetime(2024, 1, 1)', 'date(2024, 1, 1) < 3', 'time(1) < date(2024, 1, 1)',
         'timedelta(1).foo', 'len(date(2024, 1, 1))', 'timezone.utc + 1', 'timedelta(1)[0]', 'datetime(2024, 1, 1)()',
         'heapify([1, "a"])', 'heappush([1], "a")', 'insort([1, 2], "a")', 'sorted([timedelta(1), 2])',
         'date(2024, 13, 1)', 'date.fromisoformat("x")']
for case in CASES:
    try:
        print(case, eval(case))
    except Exception as error:
        print(case, type(error).__name__, error)


class Days(timedelta):
    pass


try:
    Days(1) + 1
except TypeError as error:
    print(error)
heapify([1, 'a'])
