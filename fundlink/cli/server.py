"""`fundlink up`, `down`, `status`, `logs`: the graph server."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Annotated

import typer

from fundlink import server
from fundlink.cli.console import Json, answers, messages, print_json
from fundlink.config import Home


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(up)
    app.command()(down)
    app.command()(status)
    app.command()(logs)


def up(json: Json = False) -> None:
    """Start Neo4j and Neo4j Browser, or say where they run. Returns when both answer."""
    server.up(Home.current(), messages.print)
    status(json)


def down() -> None:
    """Stop Neo4j. Its data stay."""
    stopped = server.down(Home.current())
    messages.print("Neo4j has stopped." if stopped else "Neo4j was not running.")


def status(json: Json = False) -> None:
    """Say how Neo4j is, and where its page and its password are.

    Exit code 1 when it does not run.
    """
    state = server.status(Home.current())
    if json:
        print_json(asdict(state))
    else:
        for name, value in _readable(state).items():
            if value is not None:
                answers.print(f"{name:<13}  {value}", markup=False)
    if state.state not in ("running", "external"):
        raise typer.Exit(1)


def _readable(state: server.Status) -> dict[str, str | int | None]:
    """As a person says it: no bytes, no tenths of seconds."""
    told = {name.replace("_", " "): value for name, value in asdict(state).items()}
    seconds, memory = told.pop("uptime seconds"), told.pop("memory bytes")
    if seconds is not None and memory is not None:
        told |= {"up for": str(timedelta(seconds=round(seconds))), "memory": f"{memory / 2**20:,.0f} MiB"}
    return told


def logs(
    lines: Annotated[int, typer.Option("--lines", "-n", help="How many of the last lines.")] = 50,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on with what comes.")] = False,
) -> None:
    """Print the server's log.

    \b
    Example:
      fundlink logs -n 100 --follow
    """
    for line in server.logs(Home.current(), lines, follow):
        answers.print(line.rstrip("\n"), markup=False)
