"""Start, stop and ask after the Neo4j server of a home; or use the one that `NEO4J_URI` names."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, replace

import psutil
from filelock import FileLock
from neo4j.exceptions import DriverError, Neo4jError
from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_fixed

from fundlink.config import Home, Settings
from fundlink.errors import FundlinkError
from fundlink.server.bolt import Connection, external, probe, problem
from fundlink.server.download import Report, ensure_jars
from fundlink.server.jars import NEO4J_VERSION, jar_cache
from fundlink.server.java import password_file, set_first_password, start_process, write_configuration
from fundlink.server.logs import failure, log_file
from fundlink.server.site import write_site
from fundlink.server.state import LOOPBACK, State, accepts, free_port, running_process

_STOP_SECONDS = 60


@dataclass(frozen=True)
class Status:
    """How the server is. `state`: running, starting, stopped, crashed; external or unreachable with `NEO4J_URI`."""

    state: str
    uri: str | None = None
    browser: str | None = None
    username: str | None = None
    password_file: str | None = None
    version: str | None = None
    pid: int | None = None
    uptime_seconds: float | None = None
    memory_bytes: int | None = None
    home: str | None = None
    log: str | None = None
    reason: str | None = None


def up(home: Home, report: Report | None = None, timeout: float = 180) -> Connection:
    """Start the home's server unless it runs, and return once Bolt and Neo4j Browser answer.

    Args:
        home: the folder that keeps the server's data, logs and password.
        report: told what takes long, one line each; by default written to stderr.
        timeout: seconds to wait for Bolt.

    Raises:
        FundlinkError: the jars cannot be had, the server ends while starting, or the time is over.
    """
    outside = external(Settings())
    if outside:
        return _checked(outside)
    report = report or _to_stderr
    home.server.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _lock(home):
        state = State.load(home)
        if state is None or not running_process(home, state):
            state = _start(home, state, report)
        _wait_until_it_answers(home, state, timeout)
        return _connection(home, state)


def connect(home: Home) -> Connection:
    """The connection to the server that runs.

    Raises:
        FundlinkError: none runs, or the one that `NEO4J_URI` names does not answer.
    """
    outside = external(Settings())
    if outside:
        return _checked(outside)
    state = State.load(home)
    if state is None or not running_process(home, state) or not accepts(state.bolt_port):
        now = status(home)
        why = f" ({now.reason})" if now.reason else ""
        raise FundlinkError(f"The Neo4j server of {home.path} is {now.state}{why}: run `fundlink up`.")
    return _connection(home, state)


def down(home: Home) -> bool:
    """Stop the home's server and leave no process. Returns whether one ran.

    Raises:
        FundlinkError: `NEO4J_URI` is set: that server is not ours to stop.
    """
    uri = Settings().neo4j_uri
    if uri:
        raise FundlinkError(f"NEO4J_URI names {uri}, which fundlink did not start and does not stop. Unset it first.")
    if not home.server.exists():
        return False
    with _lock(home):
        state = State.load(home)
        if state is None:
            return False
        process = running_process(home, state)
        if process:
            process.terminate()
            try:
                process.wait(_STOP_SECONDS)
            except psutil.TimeoutExpired:
                process.kill()
                process.wait()
        replace(state, pid=None).save(home)
        return process is not None


def status(home: Home) -> Status:
    """How the server is now. Starts and changes nothing."""
    outside = external(Settings())
    if outside:
        why = problem(outside)
        return Status(
            state="unreachable" if why else "external", uri=outside.uri, username=outside.username, reason=why
        )
    state = State.load(home)
    if state is None or state.pid is None:
        return Status(state="stopped", home=str(home.path))
    known = Status(
        state="crashed",
        uri=_uri(state),
        browser=f"http://localhost:{state.http_port}/browser/",
        username="neo4j",
        password_file=str(password_file(home)),
        version=NEO4J_VERSION,
        home=str(home.path),
        log=str(log_file(home)),
    )
    process = running_process(home, state)
    if process is None:
        return replace(known, reason=failure(home))
    return replace(
        known,
        state="running" if accepts(state.bolt_port) else "starting",
        pid=process.pid,
        uptime_seconds=round(time.time() - process.create_time(), 1),
        memory_bytes=process.memory_info().rss,
    )


def _start(home: Home, state: State | None, report: Report) -> State:
    if state and state.pid:
        report(f"The Neo4j server had crashed ({failure(home)}); starting it anew")
    else:
        report("Starting Neo4j")
    ensure_jars(jar_cache(), report)
    state = (state or State(free_port(), free_port())).with_free_ports()
    write_configuration(home, state)
    write_site(home)
    if not password_file(home).exists():
        set_first_password(home)
    state = replace(state, pid=start_process(home))
    state.save(home)
    return state


def _wait_until_it_answers(home: Home, state: State, timeout: float) -> None:
    """Ask again and again; stop asking as soon as the process has ended."""

    def attempt() -> None:
        if not running_process(home, state):
            raise FundlinkError(f"Neo4j ended while starting: {failure(home)}. See {log_file(home)}.")
        if not (accepts(state.bolt_port) and accepts(state.http_port)):
            raise ConnectionRefusedError
        probe(_connection(home, state))

    retrying = Retrying(
        stop=stop_after_delay(timeout),
        wait=wait_fixed(0.2),
        retry=retry_if_exception_type((OSError, DriverError, Neo4jError)),
        reraise=True,
    )
    try:
        retrying(attempt)
    except (OSError, DriverError, Neo4jError) as error:
        raise FundlinkError(
            f"Neo4j does not answer after {timeout:.0f} s: {failure(home)}. It may still be recovering: see "
            f"{log_file(home)} and run `fundlink up` again, or `fundlink down`."
        ) from error


def _connection(home: Home, state: State) -> Connection:
    password = password_file(home).read_text("utf-8").strip()
    return Connection(_uri(state), "neo4j", password, "neo4j")


def _checked(connection: Connection) -> Connection:
    why = problem(connection)
    if why:
        raise FundlinkError(why)
    return connection


def _uri(state: State) -> str:
    return f"bolt://{LOOPBACK}:{state.bolt_port}"


def _lock(home: Home) -> FileLock:
    return FileLock(home.server / "lock")


def _to_stderr(line: str) -> None:
    print(line, file=sys.stderr)
