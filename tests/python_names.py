"""Checks the tables of docs/python.md: `python3.11 tests/python_names.py target/release/tape`.

For each module and each builtin type there, the names that Python 3.11 has and the language has not must be those that the table
names, no fewer and no more. A table may say `sched_*` for all names that begin so.
"""

import fnmatch
import pathlib
import re
import subprocess
import sys

# Runs under both: prints a line for each thing, with its public names.
LISTING = """
import sys
for thing in {things!r}:
    module = sys.modules.get(thing)
    if thing.startswith('type '):
        names = dir(getattr(__import__('builtins'), thing[5:]))
    else:
        module = __import__(thing, None, None, ['x'])
        names = dir(module)
        if {exported!r}:
            modules = [name for name in names if type(getattr(module, name)) is type(sys)]
            names = getattr(module, '__all__', [name for name in names if name not in modules])
    print(thing, *sorted(name for name in names if not name.startswith('_')), sep='|')
"""


def listed(command, things, exported):
    """The names of each thing, as a program prints them that `command` runs."""
    program = LISTING.format(things=things, exported=exported)
    run = subprocess.run([*command, "-c", program], capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(f"{command}: {run.stderr}")
    return {line.split("|")[0]: set(line.split("|")[1:]) for line in run.stdout.splitlines()}


def table(text):
    """What the tables say is left out: patterns for each thing."""
    rows = re.findall(r"^\| `([^`|]+)` \| (.*) \|$", text, re.MULTILINE)
    return {thing: re.findall(r"`([^`]+)`", patterns) for thing, patterns in rows}


def main():
    if sys.version_info[:2] != (3, 11):
        sys.exit("this needs Python 3.11")
    root = pathlib.Path(__file__).parent.parent
    said = table((root / "docs/python.md").read_text().partition("## Names that are left out")[2])
    things = list(said)
    theirs, ours = listed([sys.executable], things, True), listed([sys.argv[1]], things, False)
    wrong = []
    for thing, patterns in said.items():
        missing = theirs[thing] - ours[thing]
        covered = {name for name in missing if any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)}
        wrong += [f"{thing}: `{name}` is left out, but not said to be" for name in sorted(missing - covered)]
        for pattern in patterns:
            if not fnmatch.filter(missing, pattern) or fnmatch.filter(ours[thing] & theirs[thing], pattern):
                wrong.append(f"{thing}: `{pattern}` is said to be left out, but is not")
    print(*wrong, f"{len(things)} modules and types, {len(wrong)} wrong", sep="\n")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
