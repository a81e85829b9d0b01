"""`fundlink world`: the fictional district."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fundlink.cli.console import answers
from fundlink.world import write_world


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(world)


def world(
    directory: Annotated[Path, typer.Argument(help="Folder to write; inbox/ and truth/ are made in it.")],
    people: Annotated[int, typer.Option(min=60, help="How many people live in the district.")] = 120,
    transfers: Annotated[int, typer.Option(min=40, help="How many informal transfers they make.")] = 150,
    seed: Annotated[int, typer.Option(help="Another seed, another district.")] = 1,
) -> None:
    """Write a fictional district, to try fundlink on.

    Everyday life, planted cases, an innocent look-alike for each, and the truth beside them.

    \b
    Example:
      fundlink world --people 6000 --transfers 8000 --seed 7 district
      fundlink refresh --input district/inbox
    """
    answers.print(str(write_world(directory, people=people, transfers=transfers, seed=seed)), markup=False)
