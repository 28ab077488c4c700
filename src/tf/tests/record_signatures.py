"""Writes signatures.txt: for each op of the table, what TensorFlow's errors say of its dtypes and of its signature.

Run with the pinned TensorFlow from this folder; reads the raw op names from ../../ops.
"""
import pathlib
import re

import tensorflow  # noqa: F401
from tensorflow.core.framework import types_pb2
from tensorflow.python.framework import op_def_registry

HERE = pathlib.Path(__file__).parent
OPS = HERE.parent.parent


def dtype(number):
    return "DT_" + types_pb2.DataType.Name(number).removeprefix("DT_")


def short(number):
    return {"DT_FLOAT": "float", "DT_DOUBLE": "double", "DT_HALF": "half"}.get(dtype(number), dtype(number)[3:].lower())


def argument(arg):
    kind = arg.type_attr or arg.type_list_attr or (short(arg.type) if arg.type else "")
    if arg.number_attr:
        kind = f"{arg.number_attr}*{kind}"
    if arg.is_ref:
        kind = f"Ref({kind})"
    return f"{arg.name}:{kind}"


def default(value):
    which = value.WhichOneof("value")
    if which == "b":
        return str(value.b).lower()
    if which == "type":
        return dtype(value.type)
    if which == "s":
        return '"' + value.s.decode() + '"'
    if which == "f":
        return f"{value.f:g}"
    if which == "list":
        items = [str(i) for i in value.list.i] + [dtype(t) for t in value.list.type] + [f'"{s.decode()}"' for s in value.list.s]
        return "[" + ", ".join(items) + "]"
    if which == "shape":
        return "[" + ",".join(str(d.size) for d in value.shape.dim) + "]" if not value.shape.unknown_rank else "<unknown>"
    return str(getattr(value, which))


def attribute(attr):
    text = f"attr={attr.name}:{attr.type}"
    if attr.HasField("default_value"):
        text += f",default={default(attr.default_value)}"
    if attr.has_minimum:
        text += f",min={attr.minimum}"
    if attr.HasField("allowed_values"):
        allowed = attr.allowed_values.list
        items = [dtype(t) for t in allowed.type] + [f'"{s.decode()}"' for s in allowed.s]
        text += ",allowed=[" + ", ".join(items) + "]"
    return text


def summary(op):
    inputs = ", ".join(map(argument, op.input_arg))
    outputs = ", ".join(map(argument, op.output_arg))
    parts = [f"name={op.name}", f"signature={inputs} -> {outputs}"] + [attribute(a) for a in op.attr]
    if op.is_commutative:
        parts.append("is_commutative=true")
    if op.is_aggregate:
        parts.append("is_aggregate=true")
    if op.is_stateful:
        parts.append("is_stateful=true")
    return "Op<" + "; ".join(parts) + ">"


def main():
    names = set()
    for path in list(OPS.glob("ops/**/*.rs")) + list(OPS.glob("grad/*.rs")):
        text = path.read_text()
        names |= set(re.findall(r'\bop \w+ "(\w+)"', text)) | set(re.findall(r'name: "(\w+)"', text))
    lines = []
    for name in sorted(names):
        op = op_def_registry.get(name)
        if op is None:
            continue
        lines.append(f"{name}\t{summary(op)}")
        for attr in op.attr:
            if attr.type == "type" and attr.HasField("allowed_values"):
                lines.append(f"{name}.{attr.name}\t" + ", ".join(short(t) for t in attr.allowed_values.list.type))
    (HERE.parent / "signatures.txt").write_text("\n".join(lines) + "\n")


main()
