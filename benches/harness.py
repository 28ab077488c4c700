"""Timing, in code that this shell and CPython both run, so that a workload is the same text everywhere."""
import sys
import time


def timed(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measured(work, batch=0.002, samples=60, budget=3.0):
    """Seconds a call: (least, median) over batches of about 2 ms.

    Short batches fit between the moments in which a shared machine takes the processor away: the least of them is the
    undisturbed time. A call that takes the whole budget is measured once.
    """
    for _ in range(4):
        once = timed(work)
        if once > budget:
            return once, once
    count = max(1, int(batch / max(once, 1e-9)))
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


def main(workloads):
    """Measures the workloads that the command line names (`VARIANT [--quick] WORKLOAD...`), or all.

    `workloads` maps a name to a function that prepares the work and returns it with its check numbers.
    """
    variant, *names = sys.argv[1:]
    budget = 0.3 if "--quick" in names else 3.0
    for name in [name for name in names if name != "--quick"] or workloads:
        work, check = workloads[name]()
        report(name, variant, measured(work, budget=budget), check)
