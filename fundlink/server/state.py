"""What is remembered of a home's server: its ports, and the process that runs it."""

from __future__ import annotations

import json
import random
import socket
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import psutil

from fundlink.config import Home
from fundlink.errors import FundlinkError

LOOPBACK = "127.0.0.1"
_PORTS = range(20_000, 32_000)
"""Below the range that operating systems hand to outgoing connections, so that a remembered port stays free."""


@dataclass(frozen=True)
class State:
    """The content of `server.json`. `pid` is None once the server was stopped on purpose."""

    bolt_port: int
    http_port: int
    pid: int | None = None

    def save(self, home: Home) -> None:
        """Write it in one step: a reader never sees half a file."""
        draft = _file(home).with_suffix(".new")
        draft.write_text(json.dumps(asdict(self)), "utf-8")
        draft.replace(_file(home))

    @classmethod
    def load(cls, home: Home) -> State | None:
        """The remembered state, or None in a home that never had a server.

        Raises:
            FundlinkError: the file is damaged.
        """
        try:
            return cls(**json.loads(_file(home).read_text("utf-8")))
        except FileNotFoundError:
            return None
        except (ValueError, TypeError) as error:
            raise FundlinkError(
                f"{_file(home)}: not readable ({error}). Remove this file; `up` writes it anew."
            ) from error

    def with_free_ports(self) -> State:
        """The same state, each port that something else took meanwhile replaced by a free one."""
        bolt = self.bolt_port if _is_free(self.bolt_port) else free_port()
        http = self.http_port if _is_free(self.http_port) else free_port()
        return replace(self, bolt_port=bolt, http_port=http)


def home_argument(home: Home) -> str:
    """The argument of the server's process that names its home, by which it is told from any other process."""
    return f"--home-dir={home.server.resolve()}"


def running_process(home: Home, state: State | None) -> psutil.Process | None:
    """The living process of this home's server. A number that now belongs to another program does not count."""
    if state is None or state.pid is None:
        return None
    try:
        process = psutil.Process(state.pid)
        if process.status() != psutil.STATUS_ZOMBIE and home_argument(home) in process.cmdline():
            return process
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        pass
    return None


def free_port() -> int:
    """A port of the loopback interface on which nothing listens."""
    return next(port for port in random.sample(_PORTS, len(_PORTS)) if _is_free(port))


def accepts(port: int) -> bool:
    """Whether something listens on the loopback port."""
    with socket.socket() as client:
        client.settimeout(1)
        return client.connect_ex((LOOPBACK, port)) == 0


def _is_free(port: int) -> bool:
    with socket.socket() as server:
        # As the JVM does: a port whose last connections are still closing is free.
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            server.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def _file(home: Home) -> Path:
    return home.server / "server.json"
