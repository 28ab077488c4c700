"""The floors: what arithmetic and memory traffic of a workload need at least on the machine of docs/performance.md.

Rates measured there: 9.9 GB/s read from memory by one core and 19.7 by two, 51 GB/s from the shared cache by two, 202
billion single-precision operations a second by one core and 364 by two. An `exp` counts 15 operations and a `tanh` 21, as
their polynomials have.
"""
from dataclasses import dataclass

MEMORY, MEMORY_BOTH, CACHE = 9.9e9, 19.7e9, 51e9
PEAK, PEAK_BOTH = 202e9, 364e9


@dataclass(frozen=True)
class Floor:
    """The larger of two times: bytes over bandwidth, operations over the peak."""
    reason: str
    size: float = 0.0
    bandwidth: float = CACHE
    operations: float = 0.0
    peak: float = PEAK

    @property
    def seconds(self):
        return max(self.size / self.bandwidth, self.operations / self.peak)


def chain(n):
    traffic = 8 * n
    reason = f"48 operations an element, two cores; x read, its gradient written: {traffic / 1e6:.3g} MB"
    return Floor(reason, traffic, MEMORY_BOTH if n >= 1e7 else CACHE, 48 * n, PEAK_BOTH if n >= 1e5 else PEAK)


def products(n):
    return Floor(f"three products of {n} x {n}, two cores", 5 * 4 * n * n, CACHE, 6 * n ** 3, PEAK_BOTH)


def classifier(batch):
    operations = 2 * batch * (2 * 784 * 128 + 3 * 128 * 10)
    reason = f"five products, {operations / 1e6:.3g} million operations, two cores"
    return Floor(reason, 2 * 4 * 784 * 128, CACHE, operations, PEAK_BOTH)


FLOORS = {
    **{f"P3:{n}": chain(n) for n in (1000, 100_000, 10_000_000)},
    **{f"P4:{n}": products(n) for n in (256, 1024, 2048)},
    **{f"P5:{batch}": classifier(batch) for batch in (32, 256)},
    "P6:hvp": Floor("eight products of 32 x 16 x 64 or the like", operations=8 * 2 * 32 * 16 * 64),
    "P6:hessian": Floor("50 directions through an 80 x 50 product and back", operations=2 * 2 * 80 * 50 * 50),
    "P7:jac_x": Floor("a jacobian of 200 x 10, written", 4 * 200 * 10),
    "P7:jac_w": Floor("a jacobian of 200 x 10 x 200, mostly zeros, written", 4 * 200 * 10 * 200),
    "P7:batch_jac": Floor("64 jacobians of 200 x 10, written", 4 * 64 * 200 * 10),
    "P9:1000000": Floor("a million records of 64 bytes, written and read", 2 * 64e6, MEMORY),
    "P10": Floor("200 steps of five products", operations=200 * (2 * 2 * 16 * 32 * 64 + 3 * 2 * 16 * 64 * 64)),
    "P11": Floor("a convolution and its filter's gradient, three products of 32 x 2704 x 10, two cores",
                 6 * 4 * 32 * 26 * 26 * 16, CACHE, 2 * 2 * 32 * 26 * 26 * 16 * 9 + 3 * 2 * 32 * 2704 * 10, PEAK_BOTH),
}
