"""Writes answers.txt: what matplotlib 3.11 says to each line of cases.txt.

    python3 -m venv venv && venv/bin/pip install matplotlib==3.11.2 numpy==2.4.6
    venv/bin/python -W ignore src/pyplot/tests/record.py
"""

import pathlib

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

HERE = pathlib.Path(__file__).parent


def answer(case):
    plt.close("all")
    names = {"plt": plt, "np": np}
    *before, last = case.split(";")
    try:
        exec(";".join(before).strip(), names)
        return repr(eval(last.strip(), names))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


with open(HERE / "answers.txt", "w") as file:
    for case in (HERE / "cases.txt").read_text().splitlines():
        file.write(f"{case}\t{answer(case)!r}\n")
