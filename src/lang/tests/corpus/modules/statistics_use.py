import statistics as st
from statistics import *
from fractions import Fraction
from decimal import Decimal

def show(*sources):
    for source in sources:
        try:
            print(source, '->', repr(eval(source)))
        except Exception as error:
            print(source, '->', type(error).__name__, error)


data = [2.75, 1.75, 1.25, 0.25, 0.5, 1.25, 3.5]
show(
    'mean(data), fmean(data), fmean(data, [1, 2, 3, 4, 5, 6, 7]), geometric_mean([54, 24, 36]), harmonic_mean([40, 60]), harmonic_mean([40, 60], weights=[5, 30]), median(data), median([1, 3, 5, 7]), median_low([1, 3, 5, 7]), median_high([1, 3, 5, 7]), median_grouped([52, 52, 53, 54]), median_grouped([1, 3, 3, 5, 7], interval=2)',
    "mode([1, 1, 2, 3, 3, 3]), mode('red blue blue red green'.split()), multimode('aabbbbccddddeeffffgg'), multimode(''), pstdev([1.5, 2.5, 2.5, 2.75, 3.25, 4.75]), pvariance([0.0, 0.25, 0.25, 1.25, 1.5, 1.75, 2.75, 3.25]), stdev(data), variance(data), variance(data, mean(data)), pvariance([1, 2, 3], mu=2)",
    "mean([Fraction(3, 7), Fraction(1, 21)]), mean([Decimal('0.5'), Decimal('0.75')]), variance([Fraction(1, 6), Fraction(1, 2), Fraction(5, 3)]), variance([Decimal('27.5'), Decimal('30.25'), Decimal('30.25'), Decimal('34.5')]), mean([1, 2]), mean([1, 2, 3]), median([1, 2]), pstdev([1, 1]), mean([True, False]), stdev([1, 2, 3, 4])",
    "quantiles(range(1, 11)), quantiles([1, 2, 3, 4], n=2), quantiles(data, n=5, method='inclusive'), quantiles(range(100), n=10)[:3]",
    'covariance([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 1, 2, 3, 1, 2, 3]), correlation([1, 2, 3], [3, 2, 1]), correlation([1, 2, 3, 4], [1, 3, 2, 4]), linear_regression([1971, 1975, 1979, 1982, 1983], [1, 2, 3, 4, 5]), linear_regression([1, 2, 3], [2, 4, 6], proportional=True)',
    'mean([])',
    'median([])',
    'mode([])',
    'stdev([1])',
    'variance([])',
    'fmean([])',
    'geometric_mean([0, 1])',
    'harmonic_mean([-1, 2])',
    'harmonic_mean([])',
    'quantiles([1], n=4)',
    'quantiles([1, 2], n=0)',
    'correlation([1], [1])',
    'correlation([1, 2], [1, 2, 3])',
    'correlation([1, 1], [1, 2])',
    'linear_regression([1, 1], [1, 2])',
    "mean(['a'])",
    'fmean([1, 2], [1])',
)
