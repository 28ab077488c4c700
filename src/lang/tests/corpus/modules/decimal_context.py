from decimal import *
import decimal

def show(*sources):
    for source in sources:
        try:
            print(source, '->', repr(eval(source)))
        except Exception as error:
            print(source, '->', type(error).__name__, error)


show(
    "Decimal('abc')",
    "Decimal('1') / 0",
    'Decimal(0) / 0',
    "Decimal('1') % 0",
    'Decimal([1])',
    "Decimal('-1').sqrt()",
    "Decimal('0').ln()",
    "Decimal('NaN') < 1",
    "Decimal('sNaN') + 1",
    "int(Decimal('NaN'))",
    "int(Decimal('Infinity'))",
    "Decimal('1e400').quantize(Decimal('1e-400'))",
    'Decimal(10) ** 1000000000',
)
print(getcontext())
with localcontext() as ctx:
    ctx.prec = 5
    print(Decimal(1) / 3, Decimal('123456.789') + 0, Decimal('0.123456789') * 1, ctx.prec)
    ctx.rounding = ROUND_UP
    print(Decimal(1) / 3)
    with localcontext(Context(prec=3, rounding=ROUND_DOWN)):
        print(Decimal(2) / 3, +Decimal('9.999'))
print(Decimal(1) / 7)
getcontext().prec = 40
print(Decimal(2).sqrt(), Decimal(1) / 7)
getcontext().prec = 28
getcontext().traps[DivisionByZero] = False
print(Decimal(1) / 0, Decimal(-1) / 0, getcontext().flags[DivisionByZero])
getcontext().clear_flags()
print(getcontext().flags[DivisionByZero])
getcontext().traps[DivisionByZero] = True
c = Context(prec=4)
print(c.divide(1, 3), c.sqrt(2), c.create_decimal('3.14159265'), c.add(Decimal('1.0001'), 1), c.power(2, 20))
for E in (InvalidOperation, DivisionByZero, Inexact, Rounded, Overflow, Underflow, Subnormal, Clamped, FloatOperation): print(E.__name__, [b.__name__ for b in E.__mro__])
def pi():
    """The recipe of the documentation."""
    getcontext().prec += 2
    three = Decimal(3)
    lasts, t, s, n, na, d, da = 0, three, 3, 1, 0, 0, 24
    while s != lasts:
        lasts = s
        n, na = n + na, na + 8
        d, da = d + da, da + 32
        t = (t * n) / d
        s += t
    getcontext().prec -= 2
    return +s
print(pi())
def moneyfmt(value, places=2, curr='', sep=',', dp='.', pos='', neg='-', trailneg=''):
    q = Decimal(10) ** -places
    sign, digits, exp = value.quantize(q).as_tuple()
    result = []
    digits = list(map(str, digits))
    build, next = result.append, digits.pop
    if sign: build(trailneg)
    for i in range(places): build(next() if digits else '0')
    if places: build(dp)
    if not digits: build('0')
    i = 0
    while digits:
        build(next()); i += 1
        if i == 3 and digits: i = 0; build(sep)
    build(curr); build(neg if sign else pos)
    return ''.join(reversed(result))
print(moneyfmt(Decimal('-1234567.8901'), curr='$'), moneyfmt(Decimal('-0.02'), neg='<', trailneg='>'), moneyfmt(Decimal(123456789), sep=' '))
