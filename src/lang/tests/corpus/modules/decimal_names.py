from decimal import Decimal
for other in (1.5, 'a', [], 1j):
    try: Decimal(1) + other
    except TypeError as error: print(error)
    try: other < Decimal(1)
    except TypeError as error: print(error)
Decimal('1') / Decimal('0')
