"""Timing, in code that this shell and CPython both run, so that a workload is the same text everywhere."""
import time


def measured(work, batch=0.002, samples=60, budget=3.0):
    """Seconds a call: (least, median) over batches of about 2 ms.

    Short batches fit between the moments in which a shared machine takes the processor away: the least of them is the
    undisturbed time.
    """
    for _ in range(3):
        work()
    start = time.perf_counter()
    work()
    count = max(1, int(batch / max(time.perf_counter() - start, 1e-9)))
    begin = time.perf_counter()
    times = []
    while len(times) < samples and (len(times) < 5 or time.perf_counter() - begin < budget):
        start = time.perf_counter()
        for _ in range(count):
            work()
        times.append((time.perf_counter() - start) / count)
        if len(times) == 3:  # the first guess came from one cold call
            count = max(1, int(batch / min(times)))
    times.sort()
    return times[0], times[len(times) // 2]


def report(workload, variant, times, check):
    """One line: workload, variant, least and median seconds, and the numbers that all peers must agree on."""
    numbers = " ".join(f"{float(number):.9g}" for number in check)
    print(f"{workload}\t{variant}\t{times[0]:.9g}\t{times[1]:.9g}\t{numbers}", flush=True)
