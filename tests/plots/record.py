#!/usr/bin/env python3
"""Records what matplotlib says of each figure of docs/plots: tests/plots/NAME.txt.

    python3 -m venv venv && venv/bin/pip install tensorflow-cpu==2.21.0 numpy==2.4.6 matplotlib==3.11.2
    venv/bin/python tests/plots/record.py
"""
import contextlib
import io
import os
import pathlib

os.environ.update(TF_ENABLE_ONEDNN_OPTS="0", TF_CPP_MIN_LOG_LEVEL="3", MPLBACKEND="agg")
import matplotlib.pyplot as plt

HERE = pathlib.Path(__file__).resolve().parent
ASK = (HERE / "what_it_shows.py").read_text()

for program in sorted((HERE.parent.parent / "docs" / "plots").glob("*.py")):
    plt.close("all")
    names = {"__name__": "__main__"}
    exec(compile(program.read_text(), program, "exec"), names)
    plt.gcf().canvas.draw()
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(ASK, "what_it_shows.py", "exec"), names)
    (HERE / (program.stem + ".txt")).write_text(said.getvalue())
    print(program.stem)
