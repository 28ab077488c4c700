"""Records how CPython 3.11 refuses each program of errors.py.txt, which do not parse, and of unsound.py.txt, which do
not compile.

Run as `python3.11 errors.py`; writes errors.recorded and unsound.recorded, a line a program: where it marks, and the
sentence.
"""

import pathlib
import warnings


def refusal(text):
    warnings.simplefilter("ignore")
    try:
        compile(text, "<test>", "exec")
    except SyntaxError as error:
        place = f"{error.lineno}:{error.offset}-{error.end_lineno}:{error.end_offset}"
        return f"{place} {type(error).__name__}: {error.msg}"
    except (ValueError, RecursionError, MemoryError) as error:
        return f"- {type(error).__name__}: {error}"
    return "- none"


def main():
    here = pathlib.Path(__file__).parent.parent
    for name in ("errors", "unsound"):
        programs = (here / f"{name}.py.txt").read_text().split("\n%%\n")
        (here / f"{name}.recorded").write_text("".join(refusal(text) + "\n" for text in programs))


if __name__ == "__main__":
    main()
