#!/usr/bin/env python3
"""Compares the shell with its peers: all of them in one run, interleaved, each in processes of its own.

    python3 benches/compare.py --python-tf tf/bin/python --python-peers peers/bin/python --update docs/performance.md
    python3 benches/compare.py --only P3 P5:32 --rounds 3

Prints a table of ratios against the bars. The exit status is 1 when answers disagree; a bar that does not hold is a
result, not an error.
"""
import argparse
import dataclasses
import json
import os
import pathlib
import platform
import sys
import time

from bars import SOURCES, rows, verdict
from entrants import ALL, OURS, entrants
from runs import disagreements, run_all
from tables import comparison, everybody, floors, updated


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default="target/release/tape", metavar="FILE", help="the shell (default: %(default)s)")
    python = {"default": sys.executable, "metavar": "PATH"}
    parser.add_argument("--python-tf", **python, help="a python that has TensorFlow")
    parser.add_argument("--python-peers", **python, help="a python that has the other peers, and the CPython of P8")
    parser.add_argument("--only", nargs="+", metavar="WORKLOAD", help="P3 (all its sizes), P3:1000, P12 ...")
    parser.add_argument("--rounds", type=int, metavar="N", help="times round all of them (default: 3; 1 with --quick)")
    parser.add_argument("--quick", action="store_true", help="short measurements, without the slowest workloads")
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE", help="write every figure here")
    parser.add_argument("--update", type=pathlib.Path, metavar="FILE", help="put the tables between their markers")
    options = parser.parse_args()
    if options.update and (options.only or options.quick):
        parser.error("--update wants a full run: not --only, not --quick")
    options.rounds = options.rounds or (1 if options.quick else 3)
    try:
        options.workloads = selected(options.only)
    except ValueError as error:
        parser.error(str(error))
    return options


def selected(wanted):
    """The workloads to run for the rows that are wanted."""
    if not wanted:
        return ALL
    names = set()
    for name in wanted:
        runs = {run for row, runs in SOURCES.items() if row == name or row.startswith(f"{name}:") for run in runs}
        runs |= {run for run in ALL if run == name or run.startswith(f"{name}:")}
        if not runs:
            raise ValueError(f"no workload is called {name}")
        names |= runs
    return [name for name in ALL if name in names]


def machine():
    """Where and when, for whoever reads the figures later."""
    cpu = platform.processor()
    if os.path.exists("/proc/cpuinfo"):
        lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
        models = [line for line in lines if line.startswith("model name")]
        cpu = models[0].split(": ")[1] if models else cpu
    return {"date": time.strftime("%Y-%m-%d %H:%M"), "cpu": cpu, "cores": os.cpu_count(), "system": platform.platform()}


def heading(about, options, results):
    others = sorted(load for by_name in results.values() for outcome in by_name.values() for load in outcome.others)
    typical = others[len(others) // 2] if others else 0.0
    return (f"{about['date']}, {about['cores']} cores of {about['cpu']}; {options.rounds} rounds; "
            f"other work on the machine took {typical:.2f} cores in the median run.")


def main():
    options = arguments()
    # The scripts run from anywhere; a bare name is looked up in PATH.
    shell = str(pathlib.Path(options.bin).resolve()) if os.path.exists(options.bin) else options.bin
    present = entrants(shell, options.python_tf, options.python_peers)
    if OURS not in {entrant.name for entrant in present}:
        sys.exit(f"{options.bin} does not run; `cargo build --release` makes it")
    about = machine()
    results = run_all(present, options.workloads, options.rounds, options.quick)
    all_rows, wrong = rows(results), disagreements(results)
    blocks = {
        "comparison": heading(about, options, results) + "\n\n" + comparison(all_rows),
        "floors": floors(all_rows),
        "everybody": everybody(all_rows),
    }
    print("\n\n".join(blocks.values()))
    print("\nAll answers agree." if not wrong else "\n".join(["\nANSWERS DISAGREE", *wrong]))
    if options.json:
        document = {"machine": about, "disagreements": wrong, "rows": {
            row: {"holds": verdict(row, by_name), "entrants": {
                name: dataclasses.asdict(outcome) for name, outcome in by_name.items()}}
            for row, by_name in all_rows.items()}}
        options.json.write_text(json.dumps(document, indent=1) + "\n")
    if options.update:
        options.update.write_text(updated(options.update.read_text(), blocks))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
