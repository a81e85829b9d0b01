"""`fundlink export ftm`: the graph for other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fundlink.cli.console import Json, answers, print_json
from fundlink.config import Home
from fundlink.ftm import export

app = typer.Typer(help="The graph for other tools.", no_args_is_help=True, rich_markup_mode=None)


def add_to(every: typer.Typer) -> None:
    """Add the commands of this module."""
    every.add_typer(app, name="export")


@app.command()
def ftm(
    file: Annotated[Path, typer.Argument(help="File to write, one entity a line.")],
    json: Json = False,
) -> None:
    """Write the graph as FollowTheMoney entities.

    Parties, accounts, payments, offices, ownerships, ties and listings, from the tables of the last refresh. Campaigns,
    devices and the evidence have no word there.

    \b
    Example:
      fundlink export ftm graph.ftm.json
    """
    counts = export(Home.current(), file)
    if json:
        print_json({"file": str(file), "entities": counts})
        return
    for schema, count in counts.items():
        answers.print(f"{count:>9,}  {schema}", markup=False)
