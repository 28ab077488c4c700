#!/usr/bin/env python3
"""Records what IPython shows for sessions: record_ipython.py NAME [...]

A session is tests/ipython/NAME.tape: cells divided by lines that read `# ---`. NAME.out gets what each cell shows
(IPython 8, no colours, as a terminal prints it), divided by the same lines. `tf` and `np` are there without an import.
"""
import contextlib
import io
import os
import re
import sys
import warnings

SESSIONS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "ipython")
RULE = "# ---\n"


def cells(text):
    return text.split(RULE)


def run(text):
    """What each cell of a session shows."""
    from IPython.core.interactiveshell import InteractiveShell
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance(colors="NoColor")
    shell.history_manager.enabled = False
    shown = []
    # A session that needs no TensorFlow is recorded without waiting for it.
    if re.search(r"\b(tf|np)\b", text):
        import numpy
        import tensorflow
        shell.user_ns_hidden.update(tf=tensorflow, np=numpy)
        shell.user_ns.update(tf=tensorflow, np=numpy)
    for cell in cells(text):
        output = io.StringIO()
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
            shell.run_cell(cell.removesuffix("\n"), store_history=True)
        shown.append(output.getvalue())
    return RULE.join(shown)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    os.environ.update(TF_ENABLE_ONEDNN_OPTS="0", TF_CPP_MIN_LOG_LEVEL="3")
    warnings.simplefilter("ignore")
    for name in sys.argv[1:]:
        path = os.path.join(SESSIONS, name.removesuffix(".tape"))
        with open(path + ".tape", encoding="utf-8") as file:
            shown = run(file.read())
        with open(path + ".out", "w", encoding="utf-8") as file:
            file.write(shown)
        print(f"{name}: {shown.count(RULE) + 1} cells")
