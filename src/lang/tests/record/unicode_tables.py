"""Writes text/unicode_tables.rs: what Rust's standard library does not know about characters.

Run by hand with the CPython whose answers the language gives: python3.11 unicode_tables.py > ../../text/unicode_tables.rs
"""
import sys
import unicodedata

CHARACTERS = [chr(i) for i in range(0x110000) if not 0xD800 <= i < 0xE000]


def ranges(holds):
    found, start = [], None
    for i in range(0x110001):
        inside = i < 0x110000 and holds(chr(i))
        if inside and start is None:
            start = i
        if not inside and start is not None:
            found.append((start, i - 1))
            start = None
    return found


def pairs(name, doc, rows, kind):
    print(f"\n/// {doc}\npub(super) static {name}: &[{kind}] = &[")
    line = "   "
    for row in rows:
        if len(line) + len(row) + 2 > 118:
            print(line)
            line = "   "
        line += " " + row + ","
    print(line)
    print("];")


def range_table(name, doc, holds):
    pairs(name, doc, [f"({a:#x}, {b:#x})" for a, b in ranges(holds)], "(u32, u32)")


def map_table(name, doc, mapping):
    def escaped(text):
        return "".join("\\u{%x}" % ord(c) for c in text)

    rows = [f"({ord(c):#x}, \"{escaped(text)}\")" for c, text in mapping]
    pairs(name, doc, rows, "(u32, &str)")


print(f"""//! Unicode {unicodedata.unidata_version} as CPython {sys.version_info[0]}.{sys.version_info[1]} sees it, \
where Rust's standard library has no answer.
//!
//! Written by tests/record/unicode_tables.py; not to be edited by hand. Ranges include both ends.""")
range_table("LETTER", "`str.isalpha`, beyond ASCII.", lambda c: c.isalpha() and ord(c) > 127)
range_table("DECIMAL", "Rows of the decimal digits 0 to 9, beyond ASCII.", lambda c: c.isdecimal() and ord(c) > 127)
range_table("DIGIT", "`str.isdigit` that is not decimal.", lambda c: c.isdigit() and not c.isdecimal())
range_table("NUMERIC", "`str.isnumeric` that is no digit.", lambda c: c.isnumeric() and not c.isdigit())
map_table("TITLE", "Characters whose title case is not their upper case.",
          [(c, c.title()) for c in CHARACTERS if c.title() != c.upper()])
map_table("FOLD", "Characters whose case folding is not their lower case.",
          [(c, c.casefold()) for c in CHARACTERS if c.casefold() != c.lower()])
