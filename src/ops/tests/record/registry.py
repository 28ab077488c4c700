"""Records TensorFlow's registration of every op that src/ops declares, as its error messages show it.

    python src/ops/tests/record/registry.py

Writes src/ops/registry.txt: a line an op, with its name, signature and attributes between tabs.
"""

import pathlib
import re

from tensorflow.core.framework import types_pb2
from tensorflow.python.framework import op_def_registry

OPS = pathlib.Path(__file__).resolve().parents[2]
BASIC = OPS.parent / "grad" / "basic.rs"


def type_name(number):
    return types_pb2.DataType.Name(number)


def argument(arg):
    kind = arg.type_attr or arg.type_list_attr or type_name(arg.type)[3:].lower()
    return f"{arg.name}:{arg.number_attr}*{kind}" if arg.number_attr else f"{arg.name}:{kind}"


def value(value):
    """An attribute's value as TensorFlow's SummarizeAttrValue writes it."""
    which = value.WhichOneof("value")
    if which == "list":
        parts = value.list
        texts = [quoted(s) for s in parts.s] + [str(i) for i in parts.i] + [f"{f:g}" for f in parts.f]
        texts += [str(b).lower() for b in parts.b] + [type_name(t) for t in parts.type]
        return "[" + ", ".join(texts) + "]"
    return {
        "s": lambda: quoted(value.s),
        "i": lambda: str(value.i),
        "f": lambda: f"{value.f:g}",
        "b": lambda: str(value.b).lower(),
        "type": lambda: type_name(value.type),
        "shape": lambda: "[]" if not value.shape.unknown_rank else "<unknown>",
    }[which]()


def quoted(text):
    return '"' + text.decode() + '"'


def attribute(attr):
    text = f"{attr.name}:{attr.type}"
    if attr.HasField("default_value"):
        text += f",default={value(attr.default_value)}"
    if attr.has_minimum:
        text += f",min={attr.minimum}"
    if attr.HasField("allowed_values"):
        text += f",allowed={value(attr.allowed_values)}"
    return "attr=" + text


def registration(op):
    inputs = ", ".join(argument(arg) for arg in op.input_arg)
    outputs = ", ".join(argument(arg) for arg in op.output_arg)
    flags = ["is_commutative", "is_aggregate", "is_stateful", "allows_uninitialized_input"]
    parts = [attribute(attr) for attr in op.attr] + [f"{flag}=true" for flag in flags if getattr(op, flag)]
    return "\t".join([op.name, f"{inputs} -> {outputs}", "; ".join(parts)])


if __name__ == "__main__":
    sources = [path.read_text() for path in sorted(OPS.glob("*/*.rs"))]
    names = {name for text in sources for name in re.findall(r'^\s+op \w+\s+"(\w+)"', text, re.M)}
    names |= set(re.findall(r'^    name: "(\w+)",', BASIC.read_text(), re.M))
    known = [op for name in sorted(names) if (op := op_def_registry.get(name))]
    (OPS / "registry.txt").write_text("".join(registration(op) + "\n" for op in known))
    print("not TensorFlow's:", sorted(names - {op.name for op in known}))
