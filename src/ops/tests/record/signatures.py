"""Records the parameters of every public function that src/ops declares.

    python src/ops/tests/record/signatures.py

Writes src/ops/tests/signatures.txt: a line a name, with its parameters and defaults as `inspect.signature` gives them.
"""

import inspect
import pathlib
import re

import tensorflow as tf

OPS = pathlib.Path(__file__).resolve().parents[2]


def shown(default):
    if isinstance(default, tf.DType):
        return repr(default)
    return repr(default)


def signature(path):
    function = tf
    for name in path.split(".")[1:]:
        function = getattr(function, name)
    parameters = []
    for parameter in inspect.signature(function).parameters.values():
        star = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}.get(parameter.kind, "")
        default = "" if parameter.default is parameter.empty else "=" + shown(parameter.default)
        parameters.append(star + parameter.name + default)
    return ", ".join(parameters)


if __name__ == "__main__":
    sources = [path.read_text() for path in sorted(OPS.glob("*/*.rs"))]
    paths = {path for text in sources for path in re.findall(r'"(tf\.(?!raw_ops)[\w.]+)"', text)}
    paths -= {path for path in paths if isinstance(eval(path, {"tf": tf}), tf.DType)}
    lines = [f"{path}({signature(path)})\n" for path in sorted(paths)]
    (OPS / "tests" / "signatures.txt").write_text("".join(lines))
