"""`fundlink fingerprint`: what the graph says, as one number."""

from __future__ import annotations

import typer

from fundlink.cli.console import answers
from fundlink.config import Home
from fundlink.graph import fingerprint as fingerprint_of
from fundlink.server import connect


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(fingerprint)


def fingerprint() -> None:
    """Print the fingerprint of the graph: the same facts give the same one, whatever their order and history."""
    answers.print(fingerprint_of(connect(Home.current())))
