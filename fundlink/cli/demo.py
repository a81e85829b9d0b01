"""`fundlink demo`: the fictional district, from raw files to the graph, and where to look."""

from __future__ import annotations

import typer

from fundlink import server
from fundlink.cli import summary
from fundlink.cli.console import answers, messages
from fundlink.cli.refresh import run_with_progress
from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.queries import Kind, load_queries, run
from fundlink.world import write_world

DISTRICT = {"people": 60, "transfers": 60, "seed": 7}
"""The same small district as in tests/world."""

MARK = ".fictional-district"


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(demo)


def demo() -> None:
    """See it all on a fictional district.

    Writes the district into the inbox, refreshes, shows what the graph says and where to look further. Never beside
    files of your own: set FUNDLINK_HOME to another folder for that.
    """
    home = Home.current()
    _write_district(home)
    messages.print("1/3  Neo4j")
    connection = server.up(home, messages.print)
    messages.print("2/3  Refresh: files, mentions, people and organisations, graph, findings")
    outcome = run_with_progress(home, home.inbox)
    for line in outcome.problems:
        messages.print(f"fundlink: {line}", markup=False)
    if not outcome.ok:
        raise typer.Exit(1)
    messages.print("3/3  Questions")
    channels = run("fundraising_channels", connection)
    typologies = [query for query in load_queries().values() if query.kind is Kind.TYPOLOGY]
    for table in (
        summary.stages(home, outcome),
        summary.channels(channels),
        summary.gaps(run("statement_gaps", connection)),
        summary.findings((query, len(run(query.name, connection))) for query in typologies),
        summary.places(server.status(home)),
    ):
        answers.print()
        answers.print(table)


def _write_district(home: Home) -> None:
    others = [path.name for path in home.inbox.glob("*")] if home.inbox.exists() else []
    if others and not (home.inbox / MARK).exists():
        raise FundlinkError(
            f"{home.inbox} holds {', '.join(sorted(others)[:3])}: the demo does not mix its fiction with your files. "
            "Set FUNDLINK_HOME to another folder."
        )
    home.inbox.mkdir(parents=True, exist_ok=True)
    (home.inbox / MARK).touch()
    write_world(home.path, **DISTRICT)
