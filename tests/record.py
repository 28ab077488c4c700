#!/usr/bin/env python3
"""Records what TensorFlow prints for golden cases: record.py GROUP/NAME [...]

Runs tests/golden/GROUP/NAME.tape under the Python that runs this script (it must have the pinned TensorFlow) and
writes NAME.out: standard output, followed by the exception's text if one ends the program. When the program's first
line is `# check: stderr`, its standard error becomes NAME.err. Each program runs twice; one whose output differs
from run to run is refused.
"""
import os
import re
import subprocess
import sys
import tempfile

PINS = {"tensorflow": "2.21.0", "keras": "3.15.1", "numpy": "2.4.6"}
GOLDEN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "golden")

# Runs a program as a script that has tf and np already; the exception's text goes to file descriptor 3.
DRIVER = r"""
import os, sys, traceback
path, texts = sys.argv[1], os.fdopen(3, "w", encoding="utf-8")
import numpy as np, tensorflow as tf
namespace = {"__name__": "__main__", "__file__": path, "tf": tf, "np": np}
sys.argv = [path]
sys.path[0] = os.path.dirname(path)
try:
    exec(compile(open(path, encoding="utf-8").read(), path, "exec"), namespace)
except SystemExit:
    raise
except BaseException as error:
    lines = traceback.format_exception_only(type(error), error)
    if isinstance(error, SyntaxError):
        lines = lines[-1:]
    texts.write("".join(lines))
"""


def run(path):
    """Standard output, the exception's text and standard error of one run."""
    read, write = os.pipe()
    environment = dict(os.environ, TF_ENABLE_ONEDNN_OPTS="0", TF_CPP_MIN_LOG_LEVEL="3", PYTHONHASHSEED="0")
    with tempfile.TemporaryDirectory() as directory:
        # The child finds the pipe as descriptor 3, whatever its number is here.
        command = ["bash", "-c", f'exec "$@" 3>&{write}', "record", sys.executable, "-c", DRIVER, path]
        child = subprocess.Popen(command, cwd=directory, env=environment, pass_fds=[write],
                                 stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        os.close(write)
        out, err = child.communicate(timeout=120)
    with os.fdopen(read, encoding="utf-8") as texts:
        text = texts.read()
    return out.decode(), re.sub(r"\A(?:\w+\.)+(?=\w+(?::|\Z))", "", text), err.decode()


def record(name):
    path = os.path.join(GOLDEN, name + ".tape")
    first, second = run(path), run(path)
    if first[:2] != second[:2]:
        sys.exit(f"{name}: differs from run to run")
    out, text, err = first
    with open(os.path.join(GOLDEN, name + ".out"), "w", encoding="utf-8", newline="") as file:
        file.write(out + text)
    with open(path, encoding="utf-8") as file:
        wants_stderr = file.readline().startswith("# check: stderr")
    if wants_stderr:
        with open(os.path.join(GOLDEN, name + ".err"), "w", encoding="utf-8", newline="") as file:
            file.write(err)
    print(f"{name}: {out.count(chr(10))} lines" + (f", then {text.splitlines()[0]}" if text else ""))


def check_pins():
    from importlib.metadata import PackageNotFoundError, version
    for package, pin in PINS.items():
        names = [package, package + "-cpu"]
        for found in names:
            try:
                if version(found) == pin:
                    break
            except PackageNotFoundError:
                continue
        else:
            sys.exit(f"needs {package} {pin}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    check_pins()
    for argument in sys.argv[1:]:
        record(argument.removesuffix(".tape"))
