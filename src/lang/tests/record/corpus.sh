#!/bin/sh
# Records what CPython 3.11 prints for the programs of the corpus; a traceback counts as output, what it says of exceptions
# in finalizers (with the address of an object) does not.
export TZ=UTC
cd "$(dirname "$0")/../corpus" || exit 1
for file in *.py */*.py; do
    (
        cd "$(dirname "$file")" || exit 1
        name=$(basename "$file" .py)
        python3.11 -W ignore "$name.py" 2>&1 | sed "s#$(pwd)/##g; /^Exception ignored in/,+1d" >"$name.out"
    )
done
