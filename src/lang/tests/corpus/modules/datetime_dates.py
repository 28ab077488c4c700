from datetime import date, timedelta
d = date(2002, 12, 31)
print(d, repr(d), d.year, d.month, d.day, d.weekday(), d.isoweekday(), d.isocalendar(), d.toordinal(), d.ctime())
print(d + timedelta(days=1), d - date(2002, 1, 1), d - timedelta(weeks=1), date.fromordinal(730920), date.min, date.max)
print(d.replace(day=26), d < date(2003, 1, 1), d == date(2002, 12, 31), hash(d) == hash(date(2002, 12, 31)))
print(d.strftime('%d/%m/%y %A %B %j %U %W %w %a %b %%'), f'{d:%Y}', date.fromisoformat('2019-12-04'), date(2000, 2, 29))
print(date.fromisocalendar(2004, 1, 1), date(2004, 1, 1).isocalendar()[:2], date(2005, 1, 1).isocalendar().week)
print(max(date(2020, 1, 1), date(2021, 1, 1)), sorted([date(2, 1, 1), date(1, 1, 1)]), date.resolution)
for args in [(2001, 2, 29), (2001, 13, 1), (0, 1, 1), (10000, 1, 1)]:
    try:
        date(*args)
    except ValueError as e:
        print(e)
for work in [lambda: date.max + timedelta(1), lambda: date.fromisoformat('2019-1-1')]:
    try:
        work()
    except Exception as e:
        print(type(e).__name__, e)
