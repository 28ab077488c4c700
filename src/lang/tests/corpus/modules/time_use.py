"""Times that are fixed, and clocks whose readings are only compared."""
import time

print(time.gmtime(0))
t = time.gmtime(1700000000)
print(t.tm_year, t.tm_mon, t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec, t.tm_wday, t.tm_yday, t.tm_isdst)
print(tuple(t), t[0], len(t), t[:3], t.tm_zone)
print(time.strftime("%Y-%m-%d %H:%M:%S", t), time.strftime("%a %A %b %B %d %j %U %w %W %y %%", t))
print(time.strftime("%I:%M %p", time.gmtime(3600 * 15)), time.strftime("%x %X %c", t), repr(time.strftime("", t)))
print(time.asctime(t), time.asctime(time.gmtime(86400 * 9)))
p = time.strptime("2024-02-29 13:05:07", "%Y-%m-%d %H:%M:%S")
print(p)
print(time.strptime("29 Feb 24", "%d %b %y").tm_yday, time.strptime("1:30 PM", "%I:%M %p")[3:5])
for text, form in (("2023-02-29", "%Y-%m-%d"), ("x", "%Y"), ("2023", "%Y-%m"), ("2023 rest", "%Y")):
    try:
        print(time.strptime(text, form))
    except ValueError as error:
        print(error)
start, wall = time.perf_counter(), time.time()
total = sum(i * i for i in range(1000))
print(total, time.perf_counter() >= start, time.time() >= wall, type(time.time()), type(time.time_ns()))
print(time.monotonic() <= time.monotonic(), time.process_time() >= 0, time.perf_counter_ns() > 0, time.thread_time() >= 0)
before = time.monotonic()
time.sleep(0.01)
print(time.monotonic() - before >= 0.009, time.sleep(0))
for bad in (-1, "a"):
    try:
        time.sleep(bad)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
print(time.struct_time((2020, 1, 2, 3, 4, 5, 3, 2, -1)))
print(time.struct_time(range(9)) == tuple(range(9)), time.struct_time(range(9)) < time.struct_time(range(1, 10)))
try:
    time.struct_time((1, 2))
except TypeError as error:
    print(error)
