nan = float('nan')
print(float('nan') in [float('nan')], [float('nan')] == [float('nan')], {float('nan'), float('nan')} == {float('nan')}, nan is float('nan'), len({nan, nan, float('nan')}), [nan].count(float('nan')))
