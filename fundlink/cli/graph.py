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
    """Print what the graph says, as one number.

    The same facts give the same number, whatever the order and the names of the files, and whatever was there before.
    """
    answers.print(fingerprint_of(connect(Home.current())))
