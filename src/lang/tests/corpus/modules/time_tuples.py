"""Time tuples: their fields, texts and bounds, in UTC."""
import time

t = time.gmtime(1700000000.9)
print(t, t.tm_zone, t.tm_gmtoff, isinstance(t, tuple), type(t).__name__, t == tuple(t), hash(t) == hash(tuple(t)))
print(time.localtime(0).tm_zone, time.gmtime(-1), time.gmtime(True)[:6], time.gmtime(-0.5).tm_sec)
year, month, *rest = t
print(year, month, rest, t[-1], t[2:4], t + (1,), len(t), max(t), t.index(11), 2023 in t)
print(time.mktime(t), time.mktime((2024, 14, 1, 0, 0, 0, 0, 0, 0)), time.mktime((2024, 0, 40, 25, -1, 61, 0, 0, 0)))
print(time.asctime((2024, 2, 29, 1, 2, 3, 3, 60, 0)), time.ctime(951782400))
print(time.strftime('%H:%M', (2024, 0, 0, 5, 6, 7, 0, 1, 0)), time.strftime('', t) == '', time.strftime('%Y-%j', t))
print(time.strptime('3 Mar 2021 04:05', '%d %b %Y %H:%M'), time.strptime('3 Mar 2022 04:05', '%d %b %Y %H:%M').tm_year)
for call in ('time.strftime("%Y", (2024, 13, 1, 0, 0, 0, 0, 1, 0))', 'time.strftime("%Y", (2024, 1, 32, 0, 0, 0, 0, 1, 0))',
             'time.asctime((2024, 1, 1, 24, 0, 0, 0, 1, 0))', 'time.asctime((2024, 1, 1, 0, 60, 0, 0, 1, 0))',
             'time.strftime("%Y", (2024, 1, 1, 0, 0, 62, 0, 1, 0))', 'time.strftime(1)', 'time.strftime("%Y", [1])',
             'time.mktime((1, 2))', 'time.asctime("x")', 'time.gmtime("x")', 'time.gmtime(float("nan"))',
             'time.localtime().tm_isdst', 'type(time.localtime()) is time.struct_time', 'time.struct_time(range(11)).tm_zone'):
    try:
        print(call, eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
