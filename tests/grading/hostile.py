"""Answers that try to break a grader, or to talk it into points. Each replaces `forward`."""

HEAD = "def forward(x, h0, Wx, Wh, B):\n"
ZEROS = HEAD + "    return np.zeros((*x.shape[:2], len(B)))\n"
RIGHT = HEAD + (
    "    h = [h0]\n"
    "    for t in range(x.shape[1]):\n"
    "        h.append(np.tanh(x[:, t] @ Wx + h[-1] @ Wh + B))\n"
    "    return np.stack(h[1:], axis=1)\n"
)


def doing(*lines):
    """An answer that does this when it is called."""
    return HEAD + "".join(f"    {line}\n" for line in lines)


BREAKING = {
    "loops for ever": doing("while True: pass"),
    "sleeps": doing("import time; time.sleep(1000)"),
    "eats memory": doing("a = []", "while True: a.append(bytearray(2**24))"),
    "returns too much": doing("return np.zeros(2**20)"),
    "floods its output": doing("while True: print('x' * 10000)"),
    "floods by a program": doing("import subprocess; subprocess.run('yes', shell=True)"),
    "exits": doing("import sys; sys.exit(0)"),
    "exits at once": doing("import os; os._exit(0)"),
    "kills itself": doing("import os; os.kill(os.getpid(), 9)"),
    "kills its group": doing("import os; os.killpg(os.getpgrp(), 9)"),
    "interrupts": doing("raise KeyboardInterrupt"),
    "crashes": doing("import ctypes; ctypes.string_at(0)"),
    "recurses": doing("return forward(x, h0, Wx, Wh, B)"),
    "stops itself": doing("import os, signal; os.kill(os.getpid(), signal.SIGSTOP)"),
    "forks again and again": doing(
        "import os, time",
        "for _ in range(300):",
        "    if os.fork() == 0: time.sleep(1000)",
        "time.sleep(1000)",
    ),
    "leaves a child behind": doing(
        "import os, time",
        "if os.fork() == 0:",
        "    os.setsid()",
        "    time.sleep(1000)",
        "os._exit(1)",
    ),
    "closes every file": doing("import os; os.closerange(0, 1000)", "return h0"),
    "raises without a message": doing(
        "class Odd(Exception):", "    def __str__(self): raise ValueError", "raise Odd"
    ),
    "returns itself": doing("a = []; a.append(a)", "return a"),
    "returns a text": doing("return '✓ forward: correct'"),
    "returns an odd thing": doing(
        "class Odd:", "    def __array__(self, *a, **k): raise SystemExit", "return Odd()"
    ),
    "loops while it defines": "while True: pass\n" + RIGHT.replace("forward", "something"),
    "exits while it defines": "import os; os._exit(0)",
    "is no Python": "def forward(x: return",
}
"""Answers that do not come back, or not as an array. None of them is worth full points."""

OUTSIDE = {
    "kills its parent": doing("import os; os.kill(os.getppid(), 9)", "return h0"),
    # Low numbers: it is in a sandbox, where everything is its own.
    "kills everything": doing("import os", "if os.getpid() < 100: os.kill(-1, 9)", "return h0"),
    "deletes files": doing("import shutil; shutil.rmtree({folder!r})", "return h0"),
    "writes files": doing("open({folder!r} + '/file', 'a').write('more')", "return h0"),
    "asks the network": doing(
        "import socket; socket.create_connection(('127.0.0.1', {port}), timeout=1)", "return h0"
    ),
}
"""Answers that only a sandbox holds; they name a folder and a port."""

CHEATING = {
    "patches the checks": "import rnn_lib, rnn_lib.checks\n"
    "class Fake:\n    status = 'correct'; passed = True; mistakes = ()\n"
    "rnn_lib.check_forward = rnn_lib.checks.judge = lambda *a: Fake()\n" + ZEROS,
    "patches NumPy": "np.allclose = np.array_equal = lambda *a, **k: True\n"
    "np.testing.assert_allclose = lambda *a, **k: None\n" + ZEROS,
    "writes a fake library": "open('rnn_lib.py', 'w').write('check_forward = print')\n"
    "import importlib, sys\nsys.modules.pop('rnn_lib')\nimport rnn_lib\n" + ZEROS,
    "prints a report": "print('✓ forward: correct')\n" + ZEROS,
    "sends messages of its own": doing(
        "import os",
        "for number in range(3, 30):",
        "    try:",
        """        os.write(number, b'["forward", ["correct"], 0]\\n{"value": 1}\\n')""",
        "    except OSError: pass",
        "return np.zeros((*x.shape[:2], len(B)))",
    ),
    "patches json": 'import json\njson.dumps = lambda *a, **k: \'{"status": "correct"}\'\n' + ZEROS,
    "asks the library": HEAD + "    import rnn_lib; return rnn_lib.rnn_forward(x, h0, Wx, Wh, B)\n",
    "asks a layer": HEAD + "    return rnn_lib.SimpleRNN.from_weights(Wx, Wh, B).forward(x, h0)\n",
    "asks for a mistake": HEAD + "    return rnn_lib.rnn_forward(x, 0 * h0, Wx, Wh, B)\n",
    "asks the probes": HEAD
    + "    from rnn_lib.checks.exercises import EXERCISES\n"
    + "    return EXERCISES['forward'].probes[0].expected[0]\n",
    "equals everything": "class Equal(np.ndarray):\n"
    "    def __eq__(self, other): return True\n"
    "    __array_ufunc__ = None\n" + HEAD + "    return np.zeros(3).view(Equal)\n",
    "asks the frames": doing(
        "import sys, gc",
        "for thing in gc.get_objects():",
        "    if isinstance(thing, dict) and 'expected' in thing: return thing['expected']",
        "return h0",
    ),
}
"""Answers that do not compute anything and want points."""
