"""Who takes part in the comparison, and which workloads each of them can run."""
import pathlib
import subprocess
import sys
from dataclasses import dataclass

HERE = pathlib.Path(__file__).resolve().parent
OURS, EAGER, FUNCTION, XLA = "ours", "tf eager", "tf.function", "tf.function xla"
TORCH, TORCH_FUNC, JAX, NUMPY = "torch", "torch.func", "jax jit", "numpy by hand"
CPYTHON, BARE = "cpython", "python3 -c pass"
COMPILED = (FUNCTION, XLA, JAX)

LANGUAGE = ["P8:fib", "P8:multiply_add", "P8:comprehension", "P8:f_strings", "P8:method_calls", "P8:sort_by_key",
            "P8:count_words"]
SCALARS = ["P2", "P2b", "P2c"]
CHAINS = ["P3:1000", "P3:100000", "P3:10000000"]
PRODUCTS = ["P4:256", "P4:1024", "P4:2048"]
CLASSIFIERS = ["P5:32", "P5:256"]
SECOND_ORDER = ["P6:hvp", "P6:hessian"]
JACOBIANS = ["P7:jac_x", "P7:jac_w", "P7:batch_jac"]
TAPES = ["P9:1000", "P9:100000", "P9:1000000"]
PRINTING = ["P13:1000", "P13:30"]
NETWORKS = CLASSIFIERS + SECOND_ORDER + JACOBIANS + ["P10", "P11"]
ALL = ["P1"] + SCALARS + CHAINS + PRODUCTS + NETWORKS + LANGUAGE + TAPES + PRINTING

# Left out by --quick: seconds a call, or a minute to compile.
SLOW = {("P3:10000000", None), ("P4:2048", None), ("P9:100000", EAGER), ("P9:100000", "autograd"),
        ("P9:1000000", TORCH), ("P10", FUNCTION)}

POLY = "2*x**3 + 5*x**2 + 3*x"
TAPED = f"""import tensorflow as tf
x = tf.constant(2.0)
with tf.GradientTape() as t:
    t.watch(x)
    y = {POLY}
print(t.gradient(y, x))
"""
# P1, a whole process: from the start to an article's first gradient, printed.
FIRST_GRADIENT = {
    OURS: TAPED,
    EAGER: TAPED,
    TORCH: f"import torch\nx = torch.tensor(2.0, requires_grad=True)\n({POLY}).backward()\nprint(x.grad)",
    JAX: f"import jax\nprint(jax.grad(lambda x: {POLY})(2.0))",
    "micrograd": f"from micrograd.engine import Value\nx = Value(2.0)\ny = {POLY}\ny.backward()\nprint(x.grad)",
    "autograd": f"from autograd import grad\nprint(grad(lambda x: {POLY})(2.0))",
    BARE: "pass",
}


@dataclass(frozen=True)
class Entrant:
    """One column of the comparison: an interpreter, the script it runs, and what that script can do."""
    name: str
    interpreter: str
    module: str | None
    script: str | None
    variant: str
    workloads: tuple

    def command(self, workload, quick):
        """The command line of one workload."""
        if workload == "P1":
            return [self.interpreter, "-c", FIRST_GRADIENT[self.name]]
        script = "language.py" if workload in LANGUAGE else self.script
        return [self.interpreter, str(HERE / script), self.variant, *(["--quick"] if quick else []), workload]

    def takes(self, workload, quick):
        """Whether it runs the workload, P1 among them where there is a text for it."""
        if quick and {(workload, None), (workload, self.name)} & SLOW:
            return False
        return self.name in FIRST_GRADIENT if workload == "P1" else workload in self.workloads


def entrants(tape, python_tf, python_peers):
    """Everybody whose interpreter and module are there; the others are named on standard error."""
    compiled = CHAINS + NETWORKS
    everybody = [
        Entrant(OURS, tape, None, "workloads.py", "ours", tuple(ALL)),
        Entrant(EAGER, python_tf, "tensorflow", "workloads.py", "eager", tuple(
            SCALARS + CHAINS + PRODUCTS + NETWORKS + TAPES[:2] + PRINTING)),
        Entrant(FUNCTION, python_tf, "tensorflow", "workloads.py", "function", tuple(SCALARS[:2] + compiled)),
        Entrant(XLA, python_tf, "tensorflow", "workloads.py", "xla", tuple(
            CHAINS + PRODUCTS + CLASSIFIERS + SECOND_ORDER[:1] + ["P11"])),
        Entrant(TORCH, python_peers, "torch", "peers/on_torch.py", "eager", tuple(
            SCALARS + CHAINS + PRODUCTS + NETWORKS + TAPES + PRINTING)),
        Entrant(TORCH_FUNC, python_peers, "torch", "peers/on_torch.py", "func", tuple(SECOND_ORDER[1:] + JACOBIANS)),
        Entrant(JAX, python_peers, "jax", "peers/on_jax.py", "jit", tuple(
            SCALARS + CHAINS + PRODUCTS + NETWORKS + PRINTING)),
        Entrant(NUMPY, python_peers, "numpy", "peers/on_numpy.py", "hand", tuple(
            SCALARS[2:] + CHAINS + PRODUCTS + CLASSIFIERS + PRINTING)),
        Entrant("micrograd", python_peers, "micrograd", "peers/on_micrograd.py", "-", ("P2", "P2c")),
        Entrant("autograd", python_peers, "autograd", "peers/on_autograd.py", "-", tuple(
            SCALARS[:2] + CHAINS + TAPES[:2])),
        Entrant(CPYTHON, python_peers, None, None, "cpython", tuple(LANGUAGE)),
        Entrant(BARE, python_peers, None, None, "-", ()),
    ]
    return [entrant for entrant in everybody if present(entrant)]


def present(entrant):
    probe = [entrant.interpreter, "-c", "pass"]
    if entrant.module:
        find = f"import importlib.util, sys; sys.exit(importlib.util.find_spec({entrant.module!r}) is None)"
        probe = [entrant.interpreter, "-c", find]
    try:
        found = subprocess.run(probe, capture_output=True, check=False).returncode == 0
    except OSError:
        found = False
    if not found:
        lacking = f"no {entrant.module or 'answer'} in {entrant.interpreter}"
        print(f"SKIPPED {entrant.name}: {lacking}", file=sys.stderr, flush=True)
    return found
