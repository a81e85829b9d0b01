"""`fundlink dev`: Neo4j and the Dagster UI, until Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from fundlink import server
from fundlink.cli.console import messages
from fundlink.config import Home


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(dev)


def dev(port: Annotated[int, typer.Option(help="Port of the Dagster UI, on loopback.")] = 3000) -> None:
    """Run the Dagster UI beside Neo4j, until Ctrl-C.

    Its schedule and its sensor refresh the graph meanwhile. Neo4j stays when it ends: `fundlink down` stops that.

    \b
    Example:
      fundlink dev --port 3100
    """
    home = Home.current()
    home.inbox.mkdir(parents=True, exist_ok=True)
    server.up(home, messages.print)
    messages.print(f"Neo4j Browser  {server.status(home).browser}\nDagster        http://localhost:{port}")
    dagster = Path(sys.executable).with_name("dagster")
    from fundlink.job import prepare_dagster  # Dagster takes seconds to load: only who needs it waits

    workspace = prepare_dagster(home)
    command = [str(dagster), "dev", "-w", str(workspace), "--host", "127.0.0.1", "--port", str(port)]
    # `dg dev`, which Dagster recommends instead, needs the repository around it.
    raise typer.Exit(run_until_told(command, {**os.environ, "PYTHONWARNINGS": "ignore:Function `dev_command`"}))


def run_until_told(command: list[str], environment: dict[str, str]) -> int:
    """Run until it ends or we are told to end; then it is told so once, and ends by itself. Returns its exit code.

    In a session of its own it hears of Ctrl-C from us alone, also where we run in the background and a shell has
    made us deaf to it.
    """

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    process = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        return process.wait()
    except KeyboardInterrupt:
        process.send_signal(signal.SIGINT)
        return max(process.wait(), 0)
