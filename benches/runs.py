"""Runs of one workload by one entrant, each in a process of its own, and what came of all of them."""
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field

HERE = pathlib.Path(__file__).resolve().parent
TIMEOUT = 600
# Peers run as their users run them: no thread counts from outside, no word on standard error, no graphics card.
ENVIRONMENT = {name: value for name, value in os.environ.items()
               if not name.startswith(("OMP_", "MKL_", "OPENBLAS_"))}
ENVIRONMENT |= {"TF_CPP_MIN_LOG_LEVEL": "3", "JAX_PLATFORMS": "cpu", "CUDA_VISIBLE_DEVICES": "",
                "PYTHONWARNINGS": "ignore", "PYTHONPATH": str(HERE)}


@dataclass
class Outcome:
    """What one entrant did with one workload: seconds or bytes of each round, and the answers."""
    leasts: list = field(default_factory=list)
    medians: list = field(default_factory=list)
    peaks: list = field(default_factory=list)  # bytes resident at most, of the whole process
    answers: list = field(default_factory=list)
    others: list = field(default_factory=list)  # cores that the rest of the machine took meanwhile

    @property
    def least(self):
        return min(self.leasts)

    @property
    def median(self):
        return statistics.median(self.medians)


@dataclass(frozen=True)
class Process:
    status: int
    seconds: float
    peak: int
    output: str
    errors: str
    others: float


def busy_seconds():
    """Processor seconds that the whole machine has spent at work so far; none where /proc does not say."""
    try:
        ticks = [int(tick) for tick in pathlib.Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    except OSError:
        return 0.0
    return (sum(ticks) - ticks[3] - ticks[4]) / os.sysconf("SC_CLK_TCK")


def spawn(command):
    """Runs it to its end. The peak cannot fall below the few MB of this process: a child inherits its parent's."""
    with tempfile.TemporaryFile() as errors:
        busy, start = busy_seconds(), time.perf_counter()
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors,
                                 env=ENVIRONMENT)
        timer = threading.Timer(TIMEOUT, child.kill)
        timer.start()
        output = child.stdout.read()
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        timer.cancel()
        child.stdout.close()
        child.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        others = (busy_seconds() - busy - usage.ru_utime - usage.ru_stime) / seconds
        texts = output.decode(), errors.read().decode()
        return Process(child.returncode, seconds, usage.ru_maxrss * 1024, *texts, others)


def run_once(entrant, workload, quick, outcome):
    """One process more for the outcome. What fails is said on standard error and not counted."""
    process = spawn(entrant.command(workload, quick))
    if process.status:
        print(f"FAILED {workload} by {entrant.name}: {process.errors.strip()[-300:]}", file=sys.stderr)
        return process.seconds
    if workload == "P1":
        least = median = process.seconds
        answers = [float(number) for number in re.findall(r"\d+\.\d*", process.output)[:1]]
    else:
        _, _, least, median, *numbers = process.output.split()
        least, median, answers = float(least), float(median), [float(number) for number in numbers]
    outcome.leasts.append(least)
    outcome.medians.append(median)
    outcome.peaks.append(process.peak)
    outcome.others.append(max(process.others, 0.0))
    outcome.answers = answers
    return process.seconds


def run_all(everybody, workloads, rounds, quick):
    """Outcomes by workload and entrant. Round robin: a drift of the machine meets everybody alike."""
    results = {workload: {} for workload in workloads}
    for number in range(rounds):
        for workload in workloads:
            for entrant in everybody:
                if not entrant.takes(workload, quick):
                    continue
                outcome = results[workload].setdefault(entrant.name, Outcome())
                spent = run_once(entrant, workload, quick, outcome)
                while workload == "P1" and spent < 0.5:  # a start of milliseconds is measured more than once a round
                    spent += run_once(entrant, workload, quick, outcome)
                print(f"round {number + 1} of {rounds}: {workload} by {entrant.name}, {spent:.1f} s",
                      file=sys.stderr, flush=True)
    return {workload: {name: outcome for name, outcome in by_name.items() if outcome.leasts}
            for workload, by_name in results.items()}


def disagreements(results):
    """A line for each entrant whose answers differ from the first one's beyond what single precision explains.

    Exempt are lengths of printed text (P13), and on tapes (P9) those that compute in double precision: there 1.0000001
    is another number, and a million products show it.
    """
    lines = []
    for workload, by_name in results.items():
        answers = {name: outcome.answers for name, outcome in by_name.items() if outcome.answers}
        if workload.startswith("P9"):
            answers.pop("autograd", None)
        if workload.startswith("P13") or not answers:
            continue
        judge, expected = next(iter(answers.items()))
        scale = max(map(abs, expected))
        for name, numbers in answers.items():
            close = [abs(a - b) <= 2e-3 * max(abs(a), abs(b)) + 1e-5 * scale + 1e-4 for a, b in zip(numbers, expected)]
            if len(numbers) != len(expected) or not all(close):
                lines.append(f"{workload}: {name} says {numbers}, {judge} {expected}")
    return lines
