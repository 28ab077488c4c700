from decimal import *

def show(*sources):
    for source in sources:
        try:
            print(source, '->', repr(eval(source)))
        except Exception as error:
            print(source, '->', type(error).__name__, error)


show(
    "Decimal('3.14'), Decimal(10), Decimal('-0'), Decimal('1E+5'), Decimal('1e-10'), Decimal('NaN'), Decimal('-Infinity'), Decimal((0, (1, 4, 1), -2)), Decimal(0.1)",
    "Decimal('0.1') + Decimal('0.2'), Decimal(1) / Decimal(3), Decimal(7) // 2, Decimal(-7) // 2, Decimal(-7) % 3, divmod(Decimal(7), 2), Decimal(2) ** 10, Decimal(2) ** Decimal('0.5')",
    "Decimal('1.20') * Decimal('3.0'), Decimal('1.10') + 1, 1 - Decimal('0.9'), -Decimal('1.50'), +Decimal('1.2345678901234567890123456789012345'), abs(Decimal('-2.50'))",
    "str(Decimal('123456789.123456789')), str(Decimal('0.0000001')), str(Decimal('0.000001')), str(Decimal('12E7')), str(Decimal('0E-8')), repr(Decimal('1_000.5'))",
    "Decimal('3.14').quantize(Decimal('0.1')), Decimal('2.675').quantize(Decimal('0.01')), Decimal('2.5').quantize(Decimal('1'), ROUND_HALF_UP), Decimal('2.5').quantize(Decimal('1'), rounding=ROUND_HALF_EVEN), Decimal('-2.1').quantize(Decimal('1'), ROUND_FLOOR), Decimal('2.1').quantize(Decimal('1'), ROUND_CEILING), Decimal('2.9').quantize(Decimal('1'), ROUND_DOWN), Decimal('2.1').quantize(Decimal('1'), ROUND_UP), Decimal('2.05').quantize(Decimal('.1'), ROUND_05UP), Decimal('2.5').quantize(Decimal('1'), ROUND_HALF_DOWN)",
    "round(Decimal('2.567'), 2), round(Decimal('2.5')), round(Decimal('3.5')), int(Decimal('-3.9')), float(Decimal('1.25')), Decimal('1.25').as_integer_ratio(), Decimal('-1.250').as_tuple()",
    "Decimal('1.0') == Decimal('1.00'), Decimal('1') == 1, Decimal('0.5') == 0.5, Decimal('0.1') == 0.1, Decimal(1) < 2, Decimal(3) > 2.5, hash(Decimal(5)) == hash(5), hash(Decimal('0.5')) == hash(0.5), Decimal('NaN') == Decimal('NaN')",
    "Decimal('2').sqrt(), Decimal('100').log10(), Decimal('1').exp(), Decimal('10').ln(), Decimal('1.5').normalize(), Decimal('100').normalize(), Decimal('1200.00').normalize().to_eng_string(), Decimal('12.3').to_integral_value(), Decimal('12.7').to_integral()",
    "Decimal('1.23').is_nan(), Decimal('inf').is_infinite(), Decimal('-1').is_signed(), Decimal('0').is_zero(), Decimal('5').is_finite(), Decimal('1').copy_sign(Decimal('-2')), Decimal('-1').copy_abs(), Decimal('1').copy_negate(), Decimal('123.45').adjusted(), Decimal('1').compare(Decimal('2')), Decimal('1').max(Decimal('3')), Decimal('1').min(3)",
    'format(Decimal(\'1234567.891\'), \',.2f\'), f"{Decimal(\'0.5\'):.1%}", f"{Decimal(\'12.3456\'):10.2f}|", f"{Decimal(\'12.3\'):<10}|", f"{Decimal(\'12.3\'):e}", f"{Decimal(\'1E+3\'):f}", f"{Decimal(\'-1.5\'):+}", f"{Decimal(\'5\'):05d}", \'%.3f\' % Decimal(\'1.5\'), \'{:g}\'.format(Decimal(\'100\'))',
    "sum([Decimal('0.1')] * 10), max(Decimal('1'), Decimal('2')), sorted([Decimal('3'), Decimal('1.5'), 2]), Decimal.from_float(0.25), bool(Decimal(0)), bool(Decimal('0.1')), complex(Decimal('1.5')), Decimal('  5.5  '), Decimal('1').scaleb(3), Decimal('1.5').fma(2, 3), Decimal('15').remainder_near(4), Decimal('7').same_quantum(Decimal('9'))",
)
