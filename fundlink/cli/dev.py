"""`fundlink dev`: Neo4j and the Dagster UI, until Ctrl-C."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from fundlink import server
from fundlink.cli.console import messages
from fundlink.config import Home
from fundlink.job import DEFINITIONS, prepare_dagster


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(dev)


def dev(port: Annotated[int, typer.Option(help="Port of the Dagster UI, on loopback.")] = 3000) -> None:
    """Run the Dagster UI with its schedules and sensors, beside Neo4j, until Ctrl-C. Neo4j stays: `fundlink down`.

    Example: fundlink dev --port 3100
    """
    home = Home.current()
    home.inbox.mkdir(parents=True, exist_ok=True)
    server.up(home, messages.print)
    messages.print(f"Neo4j Browser  {server.status(home).browser}\nDagster        http://localhost:{port}")
    prepare_dagster(home)
    dagster = Path(sys.executable).with_name("dagster")
    command = [str(dagster), "dev", "-m", DEFINITIONS, "--host", "127.0.0.1", "--port", str(port)]
    # Ctrl-C reaches both; Dagster ends by itself, and its exit code is ours.
    process = subprocess.Popen(command)
    try:
        code = process.wait()
    except KeyboardInterrupt:
        code = process.wait()
    raise typer.Exit(max(code, 0))
