"""`fundlink dev` ends what it started, also where a shell put it into the background, deaf to Ctrl-C."""

from __future__ import annotations

import signal
import subprocess
import sys

import psutil
import pytest

CHILD = "import time; print('child runs', flush=True)\ntry: time.sleep(60)\nexcept KeyboardInterrupt: print('told')"
PARENT = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
    "from fundlink.cli.dev import run_until_told\n"
    f"sys.exit(run_until_told([sys.executable, '-c', {CHILD!r}], {{}}))"
)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_tells_its_child_once_and_waits_for_it(number: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "child runs\n"
        children = psutil.Process(parent.pid).children()
        parent.send_signal(number)
        assert parent.stdout.read() == "told\n"
    assert parent.returncode == 0
    assert children
    assert not any(child.is_running() for child in children)
