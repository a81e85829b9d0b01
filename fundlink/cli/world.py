"""`fundlink world`: the fictional district."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from fundlink.cli.console import answers
from fundlink.world import write_world
from fundlink.world.formats.doors import replace_tables


class Formats(StrEnum):
    """How the payments of the district are written."""

    PLAIN = "plain"
    OTHER = "other"


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(world)


def world(
    directory: Annotated[Path, typer.Argument(help="Folder to write; inbox/ and truth/ are made in it.")],
    people: Annotated[int, typer.Option(min=60, help="How many people live in the district.")] = 120,
    transfers: Annotated[int, typer.Option(min=40, help="How many informal transfers they make.")] = 150,
    seed: Annotated[int, typer.Option(help="Another seed, another district.")] = 1,
    formats: Annotated[Formats, typer.Option(help="Plain tables, or payments as others write.")] = Formats.PLAIN,
) -> None:
    """Write a fictional district, to try fundlink on.

    Everyday life, planted cases, an innocent look-alike for each, and the truth beside them. With --formats other, bank
    payments come as statements, ISO 20022, FM-1 and FollowTheMoney, and virtual assets as IVMS101.

    \b
    Example:
      fundlink world --people 6000 --transfers 8000 --seed 7 district
      fundlink refresh --input district/inbox
    """
    summary = write_world(directory, people=people, transfers=transfers, seed=seed)
    answers.print(str(summary), markup=False)
    if formats is Formats.OTHER:
        through = replace_tables(directory / "inbox")
        answers.print(", ".join(f"{count:,} through {door}" for door, count in through.items()), markup=False)
