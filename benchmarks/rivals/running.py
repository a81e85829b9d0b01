"""Runs a command to its end and says what it cost."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Cost:
    """Wall seconds and seconds of all its processors, process start included; peak memory of its largest process."""

    seconds: float
    cpu_seconds: float
    peak_mb: float


def run_module(python: Path, module: str, *arguments: object) -> Cost:
    """Run `python -m module arguments` and wait.

    Raises:
        CalledProcessError: when it fails; its words are on stderr.
    """
    command = [str(python), "-m", module, *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=sys.stderr)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(seconds, usage.ru_utime + usage.ru_stime, peak_mb(usage.ru_maxrss))


def peak_mb(maxrss: int) -> float:
    """Megabytes of what the system counts in kilobytes, macOS in bytes."""
    return maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
