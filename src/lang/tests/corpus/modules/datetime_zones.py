from datetime import datetime, time, timedelta, timezone
tz = timezone(timedelta(hours=5, minutes=30), 'IST')
print(tz, repr(tz), repr(timezone.utc), timezone(-timedelta(hours=1)), timezone.utc.utcoffset(None))
d = datetime(2020, 1, 1, 12, tzinfo=timezone.utc)
print(d, repr(d), d.astimezone(tz), d.astimezone(tz).tzname(), d.utcoffset(), d == d.astimezone(tz), d.strftime('%z %Z'))
print(d - datetime(2020, 1, 1, 12, tzinfo=tz), d.astimezone(tz).isoformat(), d.dst())
t = time(12, 10, 30, tzinfo=tz)
print(t, repr(t), t.isoformat('minutes'), t.utcoffset(), time(1, 2), repr(time(1)), time.fromisoformat('04:23:01'), t.replace(hour=1))
print(time(1) < time(2), time.min, time.max, f'{time(13, 5):%I:%M %p}')
try:
    timezone(timedelta(hours=24))
except ValueError as e:
    print(e)
