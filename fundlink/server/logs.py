"""The server's log: its last lines, and why it ended."""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from fundlink.config import Home
from fundlink.errors import FundlinkError

_ERROR = re.compile(r"\b(ERROR|FATAL|Exception|Error)\b")


def log_file(home: Home) -> Path:
    """Neo4j's own log for its operator."""
    return home.server / "logs" / "neo4j.log"


def logs(home: Home, lines: int = 50, follow: bool = False) -> Iterator[str]:
    """The last lines of the log; with `follow`, then every new one, for ever.

    Raises:
        FundlinkError: the server was never started here.
    """
    file = log_file(home)
    if not file.exists():
        raise FundlinkError(f"{file}: no log yet. Start the server with `fundlink up`.")
    with file.open(encoding="utf-8", errors="replace") as stream:
        yield from (line.rstrip("\n") for line in deque(stream, lines))
        while follow:
            line = stream.readline()
            if line:
                yield line.rstrip("\n")
            else:
                time.sleep(0.3)


def failure(home: Home) -> str:
    """Why the server ended, in one line: the last error since its last start, from the log or the JVM's output."""
    for file in (log_file(home), log_file(home).with_name("console.log")):
        if file.exists():
            text = file.read_text("utf-8", errors="replace")
            errors = [line for line in text.rpartition(" Starting...")[2].splitlines() if _ERROR.search(line)]
            if errors:
                return errors[-1].strip()
    return "its log names no error, so it was killed or the machine went down"
