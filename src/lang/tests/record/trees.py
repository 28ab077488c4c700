"""Records what CPython 3.11 makes of each program of programs.py.txt.

Run as `python3.11 trees.py`; writes programs.trees. Programs are separated by lines of `%%`. A tree is a line: node
names with their fields, and `@start-end` in bytes where CPython gives a place that can be trusted (not inside
f-strings, where 3.11 counts from the wrong line).
"""

import ast
import json
import pathlib
import struct
import sys

SKIPPED = {"ctx", "type_comment", "kind", "type_ignores"}


class Dumper:
    def __init__(self, text):
        self.line_starts = [0]
        for line in text.encode().split(b"\n"):
            self.line_starts.append(self.line_starts[-1] + len(line) + 1)
        self.quiet = 0

    def place(self, node):
        if self.quiet or not isinstance(node, (ast.expr, ast.stmt, ast.pattern, ast.keyword, ast.arg, ast.excepthandler, ast.alias)):
            return ""
        start = self.line_starts[node.lineno - 1] + node.col_offset
        end = self.line_starts[node.end_lineno - 1] + node.end_col_offset
        return f"@{start}-{end}"

    def constant(self, value):
        if isinstance(value, bool) or value is None or value is Ellipsis:
            return repr(value)
        if isinstance(value, int):
            return hex(value)
        if isinstance(value, float):
            return "f" + struct.pack(">d", value).hex()
        if isinstance(value, complex):
            return "j" + struct.pack(">d", value.imag).hex()
        if isinstance(value, bytes):
            return "b" + value.hex()
        return json.dumps(value)

    def dump(self, node):
        if isinstance(node, list):
            return "[" + ", ".join(self.dump(item) for item in node) + "]"
        if isinstance(node, ast.Constant):
            return self.constant(node.value) + self.place(node)
        if not isinstance(node, ast.AST):
            return "None" if node is None else str(node) if not isinstance(node, bytes) else repr(node)
        name = type(node).__name__
        place = self.place(node)
        if isinstance(node, ast.JoinedStr):
            self.quiet += 1
        fields = [self.dump(value) for field, value in ast.iter_fields(node) if field not in SKIPPED]
        if isinstance(node, ast.JoinedStr):
            self.quiet -= 1
        if isinstance(node, (ast.operator, ast.unaryop, ast.boolop, ast.cmpop)):
            return name
        return f"{name}({', '.join(fields)}){place}"


def tree(text):
    return Dumper(text).dump(ast.parse(text))


def main():
    if len(sys.argv) > 1:
        for path in sys.argv[1:]:
            print(tree(pathlib.Path(path).read_text()))
        return
    here = pathlib.Path(__file__).parent.parent
    programs = (here / "programs.py.txt").read_text().split("\n%%\n")
    (here / "programs.trees").write_text("".join(tree(text) + "\n" for text in programs))


if __name__ == "__main__":
    sys.setrecursionlimit(20000)
    main()
