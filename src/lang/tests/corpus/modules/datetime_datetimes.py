from datetime import date, datetime, time, timedelta, timezone
d = datetime(2005, 7, 14, 12, 30, 15, 250)
print(d, repr(d), d.date(), d.time(), d.isoformat(), d.isoformat(' ', 'minutes'), d.ctime(), d.weekday())
print(d + timedelta(hours=20), d - datetime(2005, 7, 1), d.replace(hour=0, microsecond=0), d.timetuple()[:6])
print(datetime(1970, 1, 2, tzinfo=timezone.utc).timestamp(), datetime.fromtimestamp(86400.5, timezone.utc))
print(datetime.combine(date(2020, 1, 2), time(3, 4)), datetime.min, datetime.max, datetime(2020, 1, 1))
print(datetime.strptime('21/11/06 16:30', '%d/%m/%y %H:%M'), datetime.strptime('2024-02-29T01:02:03.5', '%Y-%m-%dT%H:%M:%S.%f'))
print(datetime.strptime('Jan 5 2021 3PM', '%b %d %Y %I%p'), datetime.strptime('2020-01-01 +0230', '%Y-%m-%d %z'))
print(d.strftime('%A, %d. %B %Y %I:%M%p %f'), f'{d:%H:%M}', '{:%Y-%m-%d}'.format(d))
print(datetime.fromisoformat('2011-11-04 00:05:23.283'), datetime.fromisoformat('2011-11-04T00:05:23+04:00'), datetime.fromisoformat('20111104T000523Z'))
print(d > datetime(2005, 7, 14), d == datetime(2005, 7, 14, 12, 30, 15, 250), {d: 1}[d], d == date(2005, 7, 14))
print(isinstance(datetime.now(), date), datetime.now() - datetime.now() <= timedelta(0))
for work in [lambda: datetime.strptime('x', '%Y'), lambda: datetime.strptime('2020 1', '%Y'), lambda: datetime(2020, 1, 1, 24),
             lambda: d < date(2020, 1, 1), lambda: d < d.replace(tzinfo=timezone.utc), lambda: datetime.strptime('1', '%Q')]:
    try:
        work()
    except Exception as e:
        print(type(e).__name__, e)
