"""What the shared server must never do: listen to the network, show its password, read files or addresses."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import psutil
import pytest
from neo4j import Driver, GraphDatabase
from neo4j.exceptions import Neo4jError

from fundlink.config import Home
from fundlink.server import Connection, status


@pytest.fixture
def driver(neo4j_server: Connection) -> Iterator[Driver]:
    with GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.username, neo4j_server.password)) as driver:
        yield driver


def test_only_two_ports_and_only_on_the_loopback(neo4j_home: Home) -> None:
    sockets = psutil.Process(status(neo4j_home).pid).net_connections("inet")
    listening = {s.laddr.ip.removeprefix("::ffff:") for s in sockets if s.status == psutil.CONN_LISTEN}
    assert listening == {"127.0.0.1"}
    assert len([s for s in sockets if s.status == psutil.CONN_LISTEN]) == 2
    assert not [s for s in sockets if s.status == psutil.CONN_NONE], "no UDP socket either"


def test_password_stands_in_one_private_file(neo4j_home: Home, neo4j_server: Connection) -> None:
    password = neo4j_server.password
    file = neo4j_home.server / "password"
    assert file.read_text().strip() == password
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(neo4j_home.server.stat().st_mode) == 0o700
    assert password not in repr(neo4j_server)
    assert not [p for p in psutil.process_iter(["cmdline"]) if password in " ".join(p.info["cmdline"] or ())]
    holders = [p for p in neo4j_home.server.rglob("*") if p.is_file() and password.encode() in p.read_bytes()]
    assert holders == [file]


@pytest.mark.parametrize(
    ("setting", "value"),
    [("dbms.usage_report.enabled", "false"), ("client.allow_telemetry", "false"), ("server.https.enabled", "false")],
)
def test_setting(driver: Driver, setting: str, value: str) -> None:
    shown = driver.execute_query("SHOW SETTINGS $name YIELD value", name=setting, database_="neo4j")
    assert [record["value"] for record in shown.records] == [value]


def test_load_csv_reads_no_file(driver: Driver, neo4j_home: Home) -> None:
    folder = neo4j_home.server / "import"
    folder.mkdir(exist_ok=True)
    (folder / "rows.csv").write_text("a\n1\n")
    with pytest.raises(Neo4jError, match="allow_csv_import_from_file_urls"):
        driver.execute_query("LOAD CSV FROM 'file:///rows.csv' AS row RETURN row", database_="neo4j")


def test_load_csv_fetches_no_address(driver: Driver) -> None:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"a\n1\n")

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/rows.csv"
        with pytest.raises(Neo4jError, match="blocked"):
            driver.execute_query("LOAD CSV FROM $address AS row RETURN row", address=address, database_="neo4j")
        server.shutdown()
    assert asked == []


def test_status_holds_what_a_person_needs(neo4j_home: Home) -> None:
    now = status(neo4j_home)
    assert now.state == "running"
    assert now.browser is not None
    assert now.browser.endswith("/browser/")
    assert now.memory_bytes is not None
    assert now.memory_bytes > 1 << 20
    assert now.uptime_seconds is not None
    assert now.uptime_seconds > 0
    assert now.log is not None
    assert Path(now.log).exists()
