"""`fundlink up`, `down`, `status`, `logs`: the graph server."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from fundlink import server
from fundlink.cli.console import answers, messages, print_json
from fundlink.config import Home

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(up)
    app.command()(down)
    app.command()(status)
    app.command()(logs)


def up(json: AsJson = False) -> None:
    """Start Neo4j and Neo4j Browser, or say where they run. Returns when Bolt answers.

    Example: fundlink up
    """
    server.up(Home.current(), messages.print)
    status(json)


def down() -> None:
    """Stop Neo4j. Its data stay."""
    stopped = server.down(Home.current())
    messages.print("Neo4j has stopped." if stopped else "Neo4j was not running.")


def status(json: AsJson = False) -> None:
    """Say whether Neo4j runs, where to open it, and where its password is.

    Exit code 1 when it does not run.
    """
    state = server.status(Home.current())
    if json:
        print_json(asdict(state))
    else:
        for name, value in asdict(state).items():
            if value is not None:
                answers.print(f"{name.replace('_', ' '):>16}  {value}", markup=False)
    if state.state not in ("running", "external"):
        raise typer.Exit(1)


def logs(
    lines: Annotated[int, typer.Option("--lines", "-n", help="How many of the last lines.")] = 50,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on with what comes.")] = False,
) -> None:
    """Print the server's log.

    Example: fundlink logs -n 100 --follow
    """
    for line in server.logs(Home.current(), lines, follow):
        answers.print(line.rstrip("\n"), markup=False)
