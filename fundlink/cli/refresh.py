"""`fundlink refresh`: from the inbox to the graph."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from fundlink.cli.console import Json, answers, messages, print_json
from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.refresh import find_inbox, holding, strangers

if TYPE_CHECKING:
    from fundlink.job import Outcome


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(refresh)


def refresh(
    input: Annotated[
        str | None, typer.Option(help="Folder or address (s3://...) to read in place of the inbox.")
    ] = None,
    select: Annotated[str | None, typer.Option(help="Part of it, in Dagster's selection syntax.")] = None,
    accept_smaller: Annotated[
        list[str], typer.Option(help="Take this source though it shrank by more than half; several times.")
    ] = [],  # noqa: B006
    known_on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="A day: show what was known at its end, apart."),
    ] = None,
    json: Json = False,
) -> None:
    """Bring the graph up to date with the files of the inbox.

    Reads the files, resolves people and organisations, publishes the graph, runs the typologies: the same job as
    Dagster's `refresh`. Exit code 1 when a source kept its last good version, or a step failed.

    \b
    Examples:
      fundlink refresh
      fundlink refresh --input district/inbox
      fundlink refresh --input s3://unit/inbox          (needs the package s3fs)
      fundlink refresh --select '+key:"resolved/person"'    (needs no Neo4j)
      fundlink refresh --known-on 2026-03-01     (a home and a server of its own)
    """
    home = Home.current()
    sources = source_names()
    if known_on:
        home = _home_of_a_day(home, known_on.date(), input, sources)
        accept_smaller = sorted(sources)
    inbox = find_inbox(home, input, sources)
    outcome = run_with_progress(home, inbox, select, accept_smaller)
    for name in strangers(inbox, sources):
        outcome.warnings.append(f"{name}: no source has this name, left unread")
    for line in outcome.warnings:
        messages.print(f"note: {line}", markup=False)
    if json:
        print_json(vars(outcome))
    else:
        answers.print(_summary(outcome))
    if known_on:
        here = f"FUNDLINK_HOME='{home.path}' NEO4J_URI="
        messages.print(f"As known on {known_on:%F}: {here} fundlink query run NAME; {here} fundlink down", markup=False)
    for line in outcome.problems:
        messages.print(f"fundlink: {line}", markup=False)
    if not outcome.ok:
        raise typer.Exit(1)


def _home_of_a_day(home: Home, day: date, input: str | None, sources: set[str]) -> Home:
    """The home of what was known on a day, in which this process works from now on."""
    from fundlink.known import known_on, work_in  # Arrow: not for those who ask for help

    if input:
        raise FundlinkError("--known-on reads what was read by then, so --input has no place beside it. Leave one out.")
    with holding(home):
        then = known_on(home, day, sources)
    work_in(then)
    return then


def run_with_progress(
    home: Home, inbox: Path, select: str | None = None, accept_smaller: Sequence[str] = ()
) -> Outcome:
    """Run the job with a progress bar on a terminal."""
    columns = (TextColumn("{task.description:<42}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    progress = Progress(*columns, console=messages, disable=not messages.is_terminal, transient=True)
    with progress:
        task = progress.add_task("loading the pipeline", total=None)
        from fundlink.job import run_job  # Dagster takes seconds to load: only who needs it waits

        def report(step: str, done: int, steps: int) -> None:
            progress.update(task, description=step.replace("__", "/"), completed=done, total=steps)

        return run_job(home, inbox=inbox, select=select, accept_smaller=accept_smaller, report=report)


def source_names() -> set[str]:
    """Names of all sources that the code location has."""
    from fundlink.job import definitions  # as above

    graph = definitions().resolve_asset_graph()
    return {key.path[1] for key in graph.get_all_asset_keys() if key.path[0] == "source"}


def _summary(outcome: Outcome) -> Table:
    """Rows, rejects and seconds of each table that has any."""
    table = Table("asset", "rows", "rejected", "seconds", box=None)
    for column in table.columns[1:]:
        column.justify = "right"
    for key, made in outcome.tables.items():
        if made.get("in use", True) and (made.get("dagster/row_count") or not key.startswith(("source", "mention"))):
            table.add_row(
                key, _number(made.get("dagster/row_count")), _number(made.get("rejected")), str(made.get("seconds", ""))
            )
    return table


def _number(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else ""
