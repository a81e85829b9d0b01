"""`fundlink query list | show | run`: the questions that stand in `cypher/`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer
from rich.table import Column, Table

from fundlink.cli.console import Json, answers, messages, print_json
from fundlink.config import Home
from fundlink.queries import AS_OF, describe, format_frame, load_queries, query_named, run
from fundlink.server import connect

app = typer.Typer(help="Questions for the graph, one Cypher file each.", no_args_is_help=True, rich_markup_mode=None)


def add_to(every: typer.Typer) -> None:
    """Add the commands of this module."""
    every.add_typer(app, name="query")


WIDE = 160
"""Columns of a table that goes to a file or a program."""


class Format(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


@app.command("list")
def list_queries(json: Json = False) -> None:
    """List the queries with their kind and what they answer."""
    queries = load_queries()
    if json:
        print_json([{"name": q.name, "kind": str(q.kind), "title": q.title} for q in queries.values()])
        return
    table = Table(
        Column("query", no_wrap=True), Column("kind", no_wrap=True), "what it answers", box=None, pad_edge=False
    )
    for query in queries.values():
        table.add_row(query.name, str(query.kind), query.title)
    answers.print(table)


@app.command()
def show(name: Annotated[str, typer.Argument(help="As `fundlink query list` shows it.")]) -> None:
    """Show a query: what it answers, what it takes, its Cypher.

    \b
    Example:
      fundlink query show token_reuse
    """
    answers.print(describe(query_named(name)), markup=False)


@app.command("run")
def run_query(
    name: Annotated[str, typer.Argument(help="As `fundlink query list` shows it.")],
    param: Annotated[list[str], typer.Option("--param", "-p", help="name=value; several times.")] = [],  # noqa: B006
    as_of: Annotated[
        str | None, typer.Option(metavar="DATE", help="As it stood on a day; of queries that have as_of.")
    ] = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="How to print the answer.")] = Format.TABLE,
) -> None:
    """Run a query on the graph.

    \b
    Examples:
      fundlink query run fundraising_channels
      fundlink query run linked_persons --param person=ID --param max_steps=3
      fundlink query run standing_on_a_day --as-of 2024-05-01
      fundlink query run token_reuse --format csv > token_reuse.csv
    """
    params = dict(_pair(text) for text in param)
    if as_of:
        params[AS_OF] = as_of
    frame = run(name, connect(Home.current()), **params)
    width = answers.width if answers.is_terminal else WIDE
    answers.print(format_frame(frame, format.value, width), markup=False, end="")
    if frame.empty:
        messages.print("no rows")


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise typer.BadParameter(f"{text!r} is not name=value", param_hint="--param")
    return name, value
