"""Somebody who puts files into an inbox, refreshes in a process of its own, and looks at tables and graph."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fundlink.config import Home
from fundlink.graph import driver, fingerprint
from fundlink.server import Connection
from fundlink.tables import connect, scan
from tests.conftest import FUNDLINK


@dataclass(frozen=True)
class Told:
    """What a command left: its exit code and what it said."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines on standard error."""
        return self.err.splitlines()

    @property
    def made(self) -> dict[str, dict[str, Any]]:
        """The metadata of each asset, from `fundlink refresh --json`."""
        made: dict[str, dict[str, Any]] = json.loads(self.out)["tables"]
        return made

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of `fundlink query run --format json`."""
        rows: list[dict[str, Any]] = json.loads(self.out)
        return rows

    @property
    def written(self) -> dict[str, int]:
        """What the server counted as written by the load."""
        written: dict[str, int] = self.made["graph/neo4j"]["written by the server's counters"]
        return written


@dataclass(frozen=True)
class Desk:
    """A home, and the server its graph goes to; without one, the home's own would be started."""

    home: Home
    server: Connection | None

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start `fundlink ...`."""
        environment = {**os.environ, "FUNDLINK_HOME": str(self.home.path), "NEO4J_URI": ""}
        environment.pop("DAGSTER_HOME", None)
        if self.server:
            environment["NEO4J_URI"] = self.server.uri
            environment["NEO4J_USERNAME"] = self.server.username
            environment["NEO4J_PASSWORD"] = self.server.password
            environment["NEO4J_DATABASE"] = self.server.database
        self.home.path.mkdir(exist_ok=True)
        # Not in the working tree: a developer's `.env` is not for tests.
        return subprocess.Popen(
            [FUNDLINK, *arguments],
            cwd=self.home.path.parent,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def fundlink(self, *arguments: str) -> Told:
        """Run `fundlink ...` to its end."""
        return end(self.start(*arguments))

    def refresh(self, *arguments: str, code: int = 0) -> Told:
        """Run `fundlink refresh --json ...` and expect its exit code."""
        told = self.fundlink("refresh", "--json", *arguments)
        assert told.code == code, told.err
        return told

    def refresh_killed(self, when: Callable[[], bool]) -> None:
        """Start a refresh and `kill -9` it as soon as `when` says so; it must not have ended before."""
        process = self.start("refresh")
        try:
            deadline = time.monotonic() + 120
            while not when():
                assert process.poll() is None, f"it ended before the kill: {end(process).err}"
                assert time.monotonic() < deadline, "it never came so far"
                time.sleep(0.005)
        finally:
            process.kill()
        assert end(process).code == -signal.SIGKILL

    def ask(self, text: str, **parameters: Any) -> list[list[Any]]:
        """The rows of a Cypher statement."""
        assert self.server
        with driver(self.server).session(database=self.server.database) as session:
            return [record.values() for record in session.run(text, parameters)]

    def empty_database(self) -> None:
        """Delete every node and relationship."""
        self.ask("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS")

    def one(self, text: str) -> Any:
        """The one value of a Cypher statement."""
        return self.ask(text)[0][0]

    def fingerprint(self) -> str:
        """The fingerprint of the graph."""
        assert self.server
        return fingerprint(self.server)

    def last_transaction(self) -> list[str]:
        """The server's own name of the last transaction that wrote something: its bookmark."""
        assert self.server
        with driver(self.server).session(database=self.server.database) as session:
            session.run("RETURN 1").consume()
            return sorted(session.last_bookmarks().raw_values)

    def table(self, key: str) -> list[dict[str, Any]]:
        """The rows of one asset's table."""
        with connect() as connection:
            rows = connection.execute(f"SELECT * FROM {scan(self.home.table(key))}").to_arrow_table().to_pylist()
        return list(rows)

    def person_ids(self) -> dict[str, str]:
        """The person of each mention."""
        return {row["mention_id"]: row["person_id"] for row in self.table("resolved/person_members")}

    def partial_files(self) -> list[Path]:
        """What a killed refresh left half written."""
        return list(self.home.path.rglob("*.partial"))


def end(process: subprocess.Popen[str]) -> Told:
    """Wait for a process to end."""
    try:
        out, err = process.communicate(timeout=120)
    finally:
        process.kill()
    return Told(process.returncode, out, err)
