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
data = [2.75, 1.75, 1.25, 0.25, 0.5, 1.25, 3.5]
nd = NormalDist(mu=100, sigma=15)
show(
    'nd, nd.mean, nd.stdev, nd.variance, nd.median, nd.mode, nd.pdf(100), nd.cdf(115), nd.inv_cdf(0.975), nd.zscore(130), nd.quantiles(4), nd.overlap(NormalDist(110, 15))',
    'NormalDist.from_samples(data), nd + 5, nd * 2, nd - NormalDist(1, 2), -nd, nd / 3, nd == NormalDist(100, 15), 10 - nd, hash(nd) == hash(NormalDist(100, 15)), NormalDist(), NormalDist(5) + NormalDist(1, 3)',
    'NormalDist(0, -1)',
    'nd.inv_cdf(1.5)',
    'nd.samples(3, seed=7)',
    'sorted(st.__all__)',
)
