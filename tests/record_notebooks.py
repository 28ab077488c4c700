#!/usr/bin/env python3
"""Records what TensorFlow's notebooks show: record_notebooks.py [NAME ...]

Runs tests/notebooks/NAME.ipynb with IPython's kernel and writes the outputs into it, as `jupyter nbconvert --execute
--allow-errors --coalesce-streams` would. Of a picture only its media type is kept. Needs tensorflow-cpu 2.21, matplotlib,
IPython 8, ipykernel and nbclient.
"""
import glob
import os
import sys

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "notebooks")


def coalesced(outputs):
    """Printed text of one stream in one piece: where a kernel flushes depends on the time."""
    joined = []
    for output in outputs:
        last = joined[-1] if joined else None
        if last and last.output_type == output.output_type == "stream" and last.name == output.name:
            last.text += output.text
        else:
            joined.append(output)
    return joined


def record(path):
    notebook = nbformat.read(path, 4)
    options = {"kernel_name": "python3", "allow_errors": True, "record_timing": False, "timeout": 300}
    NotebookClient(notebook, **options).execute()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = coalesced(cell.outputs)
            for output in cell.outputs:
                if "image/png" in output.get("data", {}):
                    output.data["image/png"] = ""
    nbformat.write(notebook, path)


if __name__ == "__main__":
    os.environ.update(TF_ENABLE_ONEDNN_OPTS="0", TF_CPP_MIN_LOG_LEVEL="3")
    names = sys.argv[1:] or sorted(os.path.basename(path)[:-6] for path in glob.glob(NOTEBOOKS + "/*.ipynb"))
    for name in names:
        record(os.path.join(NOTEBOOKS, name + ".ipynb"))
        print(name)
