from datetime import timedelta
t = timedelta(days=50, seconds=27, microseconds=10, milliseconds=29000, minutes=5, hours=8, weeks=2)
print(t, repr(t), t.days, t.seconds, t.microseconds, t.total_seconds(), repr(timedelta()), str(timedelta(1)), str(timedelta(-1)))
print(timedelta(microseconds=-1), -timedelta(1, 2), abs(timedelta(-1)), timedelta(1) * 2.5, 3 * timedelta(hours=1), timedelta(hours=1) / 4)
print(timedelta(days=1) / timedelta(hours=5), timedelta(days=1) // timedelta(hours=5), timedelta(days=1) % timedelta(hours=5), divmod(timedelta(1), timedelta(hours=5)))
print(timedelta(hours=25) > timedelta(days=1), timedelta(hours=24) == timedelta(days=1), bool(timedelta()), timedelta(seconds=1.5), timedelta(0.5))
print(timedelta(microseconds=0.5), timedelta(microseconds=1.5), timedelta(seconds=3) // 2, timedelta.max, timedelta.min, timedelta.resolution)
print(sum([timedelta(1), timedelta(2)], timedelta()), {timedelta(1): 2}, timedelta(days=365, hours=-1))
for work in [lambda: timedelta('a'), lambda: timedelta(10**10), lambda: timedelta(1) / 0]:
    try:
        work()
    except Exception as e:
        print(type(e).__name__, e)
