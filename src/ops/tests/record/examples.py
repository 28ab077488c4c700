"""Writes what TensorFlow answers under every `>>>` line of the doc comments in src/ops.

    TF_ENABLE_ONEDNN_OPTS=0 python src/ops/tests/record/examples.py

Needs TensorFlow 2.21 on the CPU. Lines of one comment share their names; an example that raises shows the error's last line.
"""

import code
import contextlib
import io
import pathlib
import re

import numpy as np
import tensorflow as tf

OPS = pathlib.Path(__file__).resolve().parents[2]
LINE = re.compile(r"^(\s*)/// ?(.*)$")


def answer(source, names):
    """What an interactive Python prints for some source."""
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(io.StringIO()):
        try:
            exec(code.compile_command(source, "<example>", "single"), names)
        except Exception as error:
            print(f"{type(error).__name__}: {error}")
    return shown.getvalue().splitlines()


def refreshed(comment):
    """The lines of one doc comment, with answers in the place of old ones."""
    names = {"tf": tf, "np": np}
    lines, position = [], 0
    while position < len(comment):
        line = comment[position]
        position += 1
        lines.append(line)
        if not line.startswith(">>> "):
            continue
        source = line[4:]
        while position < len(comment) and comment[position].startswith("... "):
            source += "\n" + comment[position][4:]
            lines.append(comment[position])
            position += 1
        while position < len(comment) and comment[position] and not comment[position].startswith(">>> "):
            position += 1
        lines += answer(source, names)
    return lines


def rewrite(path):
    rows, result, position = path.read_text().split("\n"), [], 0
    while position < len(rows):
        indent = LINE.match(rows[position])
        if not indent:
            result.append(rows[position])
            position += 1
            continue
        comment = []
        while position < len(rows) and (row := LINE.match(rows[position])):
            comment.append(row[2])
            position += 1
        result += [f"{indent[1]}/// {line}".rstrip() for line in refreshed(comment)]
    text = "\n".join(result)
    if text != path.read_text():
        path.write_text(text)


if __name__ == "__main__":
    for path in sorted(OPS.glob("*/*.rs")):
        rewrite(path)
