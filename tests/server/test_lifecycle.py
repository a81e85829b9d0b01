"""A server's whole life in a home of its own: two starters at once, a crash, a taken port, the end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.server import connect, down, logs, status, up
from fundlink.server.state import LOOPBACK, State

UP = "from pathlib import Path; from sys import argv; from fundlink.config import Home; from fundlink.server import up"
UP += "; print(up(Home(Path(argv[1]))).uri)"


@pytest.mark.neo4j
def test_life_of_a_server(tmp_path: Path) -> None:
    home = Home(tmp_path / "қор 1")
    with pytest.raises(FundlinkError, match="is stopped: run `fundlink up`"):
        connect(home)

    starters = [subprocess.Popen([sys.executable, "-c", UP, home.path], stdout=subprocess.PIPE) for _ in range(2)]
    addresses = {starter.communicate(timeout=200)[0].decode().strip() for starter in starters}
    first = status(home)
    assert first.state == "running"
    assert addresses == {first.uri}
    assert up(home) == connect(home)
    assert status(home).pid == first.pid, "a second `up` starts nothing"

    assert first.pid is not None
    os.kill(first.pid, signal.SIGKILL)
    psutil.wait_procs([psutil.Process(first.pid)] if psutil.pid_exists(first.pid) else [])
    crashed = status(home)
    assert crashed.state == "crashed"
    assert crashed.reason == "its log names no error, so it was killed or the machine went down"
    with pytest.raises(FundlinkError, match=r"is crashed \(its log names no error.*run `fundlink up`"):
        connect(home)

    remembered = State.load(home)
    assert remembered is not None
    said: list[str] = []
    with socket.create_server((LOOPBACK, remembered.bolt_port)):
        connection = up(home, said.append)
    assert said[0].startswith("The Neo4j server had crashed")
    assert connection.uri != first.uri, "the port was taken meanwhile"
    again = status(home)
    assert again.browser == first.browser, "this port was free, so it is kept"
    assert again.pid is not None
    assert "Started." in " ".join(logs(home, 3))

    assert down(home)
    assert not psutil.pid_exists(again.pid)
    assert not _processes_of(home)
    assert status(home).state == "stopped"
    assert not down(home)


@pytest.mark.neo4j
def test_a_server_that_cannot_start_says_why_in_one_line(tmp_path: Path) -> None:
    home = Home(tmp_path)
    (home.server / "data").mkdir(parents=True)
    (home.server / "data" / "databases").write_text("not a folder")
    (home.server / "password").write_text("any")
    with pytest.raises(FundlinkError, match=r"Neo4j ended while starting: .*databases") as raised:
        up(home)
    assert "\n" not in str(raised.value)
    assert status(home).state == "crashed"
    assert not down(home)


def test_a_graph_without_its_password_is_not_started(tmp_path: Path) -> None:
    home = Home(tmp_path)
    (home.server / "data" / "databases").mkdir(parents=True)
    with pytest.raises(FundlinkError, match="password: missing"):
        up(home)


def test_a_stranger_with_the_remembered_number_is_not_the_server(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.server.mkdir()
    State(20_000, 20_001, pid=os.getpid()).save(home)
    assert status(home).state == "crashed"
    assert not down(home), "this very process lives on"


def test_a_damaged_state_file_is_named(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.server.mkdir()
    (home.server / "server.json").write_text("{")
    with pytest.raises(FundlinkError, match=r"server\.json: not readable"):
        status(home)


def test_logs_of_a_server_never_started(tmp_path: Path) -> None:
    with pytest.raises(FundlinkError, match="no log yet"):
        list(logs(Home(tmp_path)))


def _processes_of(home: Home) -> list[int]:
    return [
        p.pid for p in psutil.process_iter(["cmdline"]) if any(str(home.path) in a for a in p.info["cmdline"] or ())
    ]
