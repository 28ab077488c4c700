#!/usr/bin/env python3
"""Runs exported programs under TensorFlow: export.py BINARY [--record]

Exports every program of examples/ and tests/export/ and a sample of the golden cases with the given `tape`, runs each
under the Python that runs this script, and compares standard output with what is recorded beside the program (in
tests/examples/, tests/export/ and tests/golden/). With --record it writes tests/export/*.out instead. Programs of
tests/export/ are exported with --echo.
"""
import os
import pathlib
import subprocess
import sys
import tempfile
from importlib.util import find_spec

TESTS = pathlib.Path(__file__).resolve().parent
# Every so many golden cases one is tried.
STRIDE = 40


def programs():
    """Each program, what it must print, and how it is exported."""
    for path in sorted((TESTS.parent / "examples").glob("*.tape")):
        yield path, TESTS / "examples" / (path.stem + ".out"), []
    for path in sorted((TESTS / "export").glob("*.tape")):
        yield path, path.with_suffix(".out"), ["--echo"]
    not_yet = (TESTS / "golden" / "not-yet.txt").read_text()
    for path in sorted((TESTS / "golden").glob("*/*.tape"))[::STRIDE]:
        if f"{path.parent.name}/{path.stem}" not in not_yet:
            yield path, path.with_suffix(".out"), []


def run(exported, folder):
    """Standard output and exit status of a program."""
    file = pathlib.Path(folder) / "program.py"
    file.write_text(exported, encoding="utf-8")
    environment = dict(os.environ, TF_ENABLE_ONEDNN_OPTS="0", TF_CPP_MIN_LOG_LEVEL="3", MPLBACKEND="agg")
    child = subprocess.run([sys.executable, file.name], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300)
    return child.stdout.decode(), child.returncode, child.stderr.decode()


def main(binary, record):
    wrong = count = 0
    for path, expected, options in programs():
        export = subprocess.run([binary, "export", *options, path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        if export.returncode and "SyntaxError" in expected.read_text(encoding="utf-8"):
            continue
        exported = export.stdout.decode()
        if "import matplotlib" in exported and not find_spec("matplotlib"):
            print(f"SKIPPED: {path.relative_to(TESTS.parent)} needs matplotlib")
            continue
        with tempfile.TemporaryDirectory() as folder:
            printed, status, errors = run(exported, folder)
        if record and path.parent.name == "export":
            expected.write_text(printed, encoding="utf-8")
        wanted = expected.read_text(encoding="utf-8")
        # What is recorded of a program that ends in an exception goes on with the exception's text.
        same = printed == wanted if status == 0 else status == 1 and wanted.startswith(printed) and wanted != printed
        count += 1
        if not same:
            wrong += 1
            print(f"{path.relative_to(TESTS.parent)}: wanted\n{wanted}but it printed\n{printed}{errors}")
    print(f"{count - wrong} of {count} exported programs print what is recorded")
    return 1 if wrong else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(os.path.abspath(sys.argv[1]), "--record" in sys.argv))
