#!/usr/bin/env python3
"""The kernel as Jupyter's own clients see it: test_kernel.py [unittest options]

Needs jupyter_client, nbclient and nbconvert; TAPE names the binary (target/debug/tape where nothing is said).
"""
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from queue import Empty

try:
    import nbformat
    from jupyter_client import KernelManager
    from jupyter_client.kernelspec import KernelSpecManager
    from nbclient import NotebookClient
except ImportError as missing:
    sys.exit(f"SKIPPED: {missing}; docs/testing.md says what to install")

HERE = os.path.dirname(os.path.abspath(__file__))
NOTEBOOKS = os.path.join(HERE, os.pardir, "notebooks")
TAPE = os.path.abspath(os.environ.get("TAPE", os.path.join(HERE, *[os.pardir] * 2, "target", "debug", "tape")))
PREFIX = tempfile.TemporaryDirectory()
PATIENCE = 20
# Durations that are promised; several runs, the best counts.
ROUND_TRIP, INTERRUPT = 0.005, 0.1


def setUpModule():
    subprocess.run([TAPE, "kernel", "install", "--prefix", PREFIX.name], check=True, capture_output=True)
    # Beside the folders that Jupyter knows anyway.
    os.environ["JUPYTER_PATH"] = os.path.join(PREFIX.name, "share", "jupyter")


class Kernel:
    """A running kernel and a client of it."""

    def __enter__(self):
        self.manager = KernelManager(kernel_name="tape")
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=PATIENCE)
        return self

    def __exit__(self, *_):
        self.client.stop_channels()
        if self.manager.is_alive():
            self.manager.shutdown_kernel(now=True)

    def reply(self, request):
        while True:
            reply = self.client.get_shell_msg(timeout=PATIENCE)
            if reply["parent_header"].get("msg_id") == request:
                return reply["content"]

    def news(self, request):
        """What everybody hears of a request, from busy to idle."""
        heard = []
        while not heard or heard[-1] != ("status", {"execution_state": "idle"}):
            message = self.client.get_iopub_msg(timeout=PATIENCE)
            if message["parent_header"].get("msg_id") == request:
                heard.append((message["msg_type"], message["content"]))
        return heard

    def ask(self, kind, channel="shell", **content):
        """Sends any request; its reply and its news."""
        message = self.client.session.msg(kind, content)
        where = getattr(self.client, f"{channel}_channel")
        where.send(message)
        while True:
            reply = where.get_msg(timeout=PATIENCE)
            if reply["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                break
        return reply, self.news(message["header"]["msg_id"])

    def run(self, code, **options):
        request = self.client.execute(code, **options)
        return self.reply(request), self.news(request)

    def wait_for(self, request, kind):
        """Waits until a request has brought something about."""
        while True:
            message = self.client.get_iopub_msg(timeout=PATIENCE)
            if message["parent_header"].get("msg_id") == request and message["msg_type"] == kind:
                return message["content"]


class Requests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.kernel = cls.enterClassContext(Kernel())

    def test_kernel_info(self):
        for channel in ["shell", "control"]:
            reply, news = self.kernel.ask("kernel_info_request", channel)
            self.assertEqual(reply["content"]["protocol_version"], "5.4")
            self.assertEqual(reply["content"]["language_info"]["name"], "python")
            self.assertEqual(news[0], ("status", {"execution_state": "busy"}))

    def test_a_cell(self):
        reply, news = self.kernel.run("x = tf.Variable(3.0)\nprint('out')\nx")
        self.assertEqual((reply["status"], reply["payload"], reply["user_expressions"]), ("ok", [], {}))
        self.assertEqual([kind for kind, _ in news], ["status", "execute_input", "stream", "execute_result", "status"])
        self.assertEqual(news[1][1]["execution_count"], reply["execution_count"])
        self.assertEqual(news[2][1], {"name": "stdout", "text": "out\n"})
        value = "<tf.Variable 'Variable:0' shape=() dtype=float32, numpy=3.0>"
        self.assertEqual(news[3][1]["data"], {"text/plain": value})

    def test_an_error(self):
        reply, news = self.kernel.run("1 / 0")
        self.assertEqual((reply["status"], reply["ename"], reply["evalue"]), ("error", "ZeroDivisionError", "division by zero"))
        self.assertEqual(news[2][0], "error")
        self.assertIn("\x1b[", news[2][1]["traceback"][0])

    def test_silent_cells_leave_no_trace(self):
        before, _ = self.kernel.run("0")
        reply, news = self.kernel.run("1", silent=True)
        self.assertEqual([kind for kind, _ in news], ["status", "status"])
        reply, _ = self.kernel.run("2", store_history=False)
        self.assertEqual(reply["execution_count"], before["execution_count"] + 1)
        after, _ = self.kernel.run("3")
        self.assertEqual(after["execution_count"], before["execution_count"] + 1)

    def test_user_expressions(self):
        reply, _ = self.kernel.run("a = 5", user_expressions={"twice": "2 * a", "bad": "nobody"})
        self.assertEqual(reply["user_expressions"]["twice"]["data"], {"text/plain": "10"})
        self.assertEqual(reply["user_expressions"]["bad"]["ename"], "NameError")

    def test_figures(self):
        _, news = self.kernel.run("plt.plot([1, 2])\nprint('before')\nplt.show()\nplt.plot([2, 1]);")
        self.assertEqual([kind for kind, _ in news[2:-1]], ["stream", "display_data", "display_data"])
        for _, content in news[3:-1]:
            self.assertEqual(sorted(content["data"]), ["image/svg+xml", "text/plain"])
            self.assertTrue(content["data"]["image/svg+xml"].startswith("<svg"))

    def test_completion(self):
        self.kernel.run("layer_one = 1")
        reply = self.kernel.reply(self.kernel.client.complete("x = layer_o", 11))
        self.assertEqual((reply["matches"], reply["cursor_start"], reply["cursor_end"]), (["layer_one"], 4, 11))
        types = reply["metadata"]["_jupyter_types_experimental"]
        self.assertEqual(types, [{"start": 4, "end": 11, "text": "layer_one", "type": "instance"}])
        reply = self.kernel.reply(self.kernel.client.complete("tf.Gradient"))
        self.assertIn("GradientTape", reply["matches"])

    def test_inspection(self):
        reply = self.kernel.reply(self.kernel.client.inspect("tf.square(1", 11))
        self.assertTrue(reply["found"])
        self.assertIn("```python\n", reply["data"]["text/markdown"])
        self.assertIn("Signature", reply["data"]["text/plain"])
        reply = self.kernel.reply(self.kernel.client.inspect("nothing_like_it"))
        self.assertEqual((reply["status"], reply["found"], reply["data"]), ("ok", False, {}))

    def test_completeness(self):
        ask = lambda code: self.kernel.reply(self.kernel.client.is_complete(code))
        self.assertEqual(ask("x = 1"), {"status": "complete"})
        self.assertEqual(ask("for i in x:"), {"status": "incomplete", "indent": "    "})
        self.assertEqual(ask("x = )"), {"status": "invalid"})

    def test_history(self):
        self.kernel.run("remembered = 1")
        tail = self.kernel.reply(self.kernel.client.history(hist_access_type="tail", n=1, output=False, raw=True))
        self.assertEqual(tail["history"][0][2], "remembered = 1")

    def test_comms_and_strangers(self):
        reply, _ = self.kernel.ask("comm_info_request")
        self.assertEqual(reply["content"], {"status": "ok", "comms": {}})
        opened = self.kernel.client.session.msg("comm_open", {"comm_id": "c", "target_name": "widget", "data": {}})
        self.kernel.client.shell_channel.send(opened)
        self.assertIn(("comm_close", {"comm_id": "c", "data": {}}), self.kernel.news(opened["header"]["msg_id"]))
        for channel in ["shell", "control"]:
            reply, news = self.kernel.ask("astonish_request", channel)
            self.assertEqual((reply["msg_type"], reply["content"]["status"]), ("astonish_reply", "error"))
            self.assertEqual(len(news), 2)

    def test_cells_behind_an_error_are_turned_away(self):
        first = self.kernel.client.execute("import time\ntime.sleep(0.2)\n1 / 0")
        second, third = self.kernel.client.execute("2"), self.kernel.client.execute("3")
        self.assertEqual([self.kernel.reply(r)["status"] for r in (first, second, third)], ["error", "aborted", "aborted"])
        first = self.kernel.client.execute("time.sleep(0.2)\n1 / 0", stop_on_error=False)
        second = self.kernel.client.execute("2")
        self.assertEqual([self.kernel.reply(r)["status"] for r in (first, second)], ["error", "ok"])

    def test_input(self):
        request = self.kernel.client.execute("answer = input('your name? ')", allow_stdin=True)
        question = self.kernel.client.get_stdin_msg(timeout=PATIENCE)
        self.assertEqual(question["content"], {"prompt": "your name? ", "password": False})
        self.kernel.client.input("Ada")
        self.assertEqual(self.kernel.reply(request)["status"], "ok")
        _, news = self.kernel.run("answer")
        self.assertEqual(news[2][1]["data"]["text/plain"], "'Ada'")
        reply, _ = self.kernel.run("input()", allow_stdin=False)
        self.assertEqual(reply["ename"], "StdinNotImplementedError")
        _, news = self.kernel.run("%reset", allow_stdin=False)
        self.assertEqual(news[2][1]["text"], "Nothing done.\n")

    def test_output_streams_while_a_cell_runs(self):
        request = self.kernel.client.execute("print('early')\nanswer = input()\nprint('late')", allow_stdin=True)
        self.assertEqual(self.kernel.wait_for(request, "stream")["text"], "early\n")
        self.kernel.client.get_stdin_msg(timeout=PATIENCE)
        self.kernel.client.input("go on")
        self.assertEqual(self.kernel.wait_for(request, "stream")["text"], "late\n")
        self.kernel.reply(request)

    def test_questions_do_not_wait_for_a_cell(self):
        self.kernel.run("import time\ndef slow_one(a, b=2):\n    'Takes its time.'\n    time.sleep(a)")
        running = self.kernel.client.execute("slow_one(2)")
        self.kernel.wait_for(running, "execute_input")
        about = self.kernel.reply(self.kernel.client.inspect("slow_one"))
        self.assertIn("slow_one(a, b=2)", about["data"]["text/markdown"])
        self.assertIn("Takes its time.", about["data"]["text/markdown"])
        self.assertTrue(self.kernel.reply(self.kernel.client.inspect("tf.square"))["found"])
        self.assertIn("slow_one", self.kernel.reply(self.kernel.client.complete("slow_"))["matches"])
        # Not before: what comes while another reply is waited for is passed over.
        self.assertEqual(self.kernel.reply(running)["status"], "ok")

    def test_a_forged_message_is_not_heard(self):
        session = self.kernel.client.session
        key, session.key = session.key, b"another key"
        self.kernel.client.execute("forged = True")
        session.key = key
        reply, _ = self.kernel.run("forged")
        self.assertEqual(reply["ename"], "NameError")

    def test_a_small_cell_is_answered_at_once(self):
        best = min(self.duration(lambda: self.kernel.reply(self.kernel.client.execute("1 + 1"))) for _ in range(50))
        print(f"\nround trip of a small cell: {best * 1000:.2f} ms", file=sys.stderr)
        self.assertLess(best, ROUND_TRIP)

    def test_interrupts(self):
        by_signal = lambda: self.kernel.manager.provisioner.process.send_signal(signal.SIGINT)
        for name, interrupt in [("message", self.kernel.manager.interrupt_kernel), ("signal", by_signal)]:
            for code in ["while True: pass", "time.sleep(60)", "x = tf.ones(10)\nwhile True: x = x * 1.0", "input()"]:
                best = min(self.interrupted(code, interrupt) for _ in range(3))
                print(f"\ninterrupt by {name} of {code!r}: {best * 1000:.1f} ms", file=sys.stderr)
                self.assertLess(best, INTERRUPT)

    def interrupted(self, code, interrupt):
        request = self.kernel.client.execute("import time\nprint('begun', flush=True)\n" + code, allow_stdin=True)
        self.kernel.wait_for(request, "stream")
        time.sleep(0.05)

        def stop():
            interrupt()
            self.assertEqual(self.kernel.reply(request)["ename"], "KeyboardInterrupt")

        taken = self.duration(stop)
        try:
            while True:
                self.kernel.client.get_stdin_msg(timeout=0)
        except Empty:
            return taken

    @staticmethod
    def duration(work):
        begun = time.monotonic()
        work()
        return time.monotonic() - begun


class Lives(unittest.TestCase):
    def test_shutdown(self):
        with Kernel() as kernel:
            reply, _ = kernel.ask("shutdown_request", "control", restart=False)
            self.assertEqual(reply["content"], {"status": "ok", "restart": False})
            self.assertEqual(kernel.manager.provisioner.process.wait(timeout=5), 0)

    def test_shutdown_of_a_running_cell(self):
        with Kernel() as kernel:
            kernel.client.execute("while True: pass")
            kernel.ask("shutdown_request", "control", restart=True)
            self.assertEqual(kernel.manager.provisioner.process.wait(timeout=5), 0)

    def test_exit(self):
        with Kernel() as kernel:
            reply, _ = kernel.run("exit()")
            self.assertEqual(reply["payload"], [{"source": "ask_exit", "keepkernel": False}])
            self.assertEqual(kernel.manager.provisioner.process.wait(timeout=5), 0)

    def test_restart(self):
        with Kernel() as kernel:
            kernel.run("x = 1")
            kernel.manager.restart_kernel(now=False)
            kernel.client.wait_for_ready(timeout=PATIENCE)
            reply, _ = kernel.run("x")
            self.assertEqual((reply["ename"], reply["execution_count"]), ("NameError", 1))


def compared(outputs, number):
    """What tests/notebooks.rs compares: without drawings, colours, frames of libraries, and names of IPython's files."""
    own = lambda text: re.sub(r"(/tmp/ipykernel_\d+/)?\b\d+\.py\b", f"<cell {number}>", text)
    kept = []
    for output in outputs:
        output = json.loads(json.dumps(output))
        if output["output_type"] == "stream":
            output["text"] = own(output["text"])
            if kept and kept[-1].get("name") == output["name"]:
                kept[-1]["text"] += output["text"]
                continue
        elif output["output_type"] == "error":
            pieces = [re.sub(r"\x1b\[[\d;]*m", "", piece) for piece in output["traceback"]]
            output["traceback"] = [piece for piece in pieces if not piece.startswith("File ~/tf/")]
            output["evalue"] = own(output["evalue"])
        elif output["output_type"] == "display_data":
            output["data"] = {"image" if kind.startswith("image/") else kind: "" if kind.startswith("image/") else text
                              for kind, text in output["data"].items()}
        kept.append(output)
    return kept


class Notebooks(unittest.TestCase):
    maxDiff = None

    def test_nbclient_gets_what_tensorflow_shows(self):
        names = sorted(name for name in os.listdir(NOTEBOOKS) if name.endswith(".ipynb"))
        self.assertGreaterEqual(len(names), 10)
        for name in names:
            path = os.path.join(NOTEBOOKS, name)
            recorded, ours = nbformat.read(path, 4), nbformat.read(path, 4)
            NotebookClient(ours, kernel_name="tape", allow_errors=True, timeout=PATIENCE, record_timing=False).execute()
            number = 0
            for theirs, cell in zip(recorded.cells, ours.cells):
                if cell.cell_type == "code":
                    number += 1
                    with self.subTest(notebook=name, cell=number):
                        self.assertEqual(cell.execution_count, number)
                        self.assertEqual(compared(cell.outputs, number), compared(theirs.outputs, number))

    def test_nbconvert(self):
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--allow-errors",
                       "--ExecutePreprocessor.kernel_name=tape", "--output-dir", folder,
                       os.path.join(NOTEBOOKS, "exceptions.ipynb")]
            subprocess.run(command, check=True, capture_output=True)
            made = nbformat.read(os.path.join(folder, "exceptions.ipynb"), 4)
            self.assertTrue(any(output["output_type"] == "error" for cell in made.cells for output in cell.outputs))
            subprocess.run([TAPE, "notebook", os.path.join(folder, "exceptions.ipynb")], check=True)
            nbformat.validate(nbformat.read(os.path.join(folder, "exceptions.ipynb"), 4))


if __name__ == "__main__":
    unittest.main()
