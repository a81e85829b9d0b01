"""`fundlink demo`: the fictional district, from raw files to the graph, and where to look."""

from __future__ import annotations

import typer
from rich.table import Table

from fundlink import server
from fundlink.cli.console import answers, messages
from fundlink.cli.refresh import run_with_progress
from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.job import Outcome
from fundlink.queries import run
from fundlink.tables import rows
from fundlink.world import write_world

DISTRICT = {"people": 60, "transfers": 60, "seed": 7}
"""The same small district as in tests/world."""

MARK = ".fictional-district"


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(demo)


def demo() -> None:
    """Write the fictional district into the inbox, refresh, and show what the graph says.

    Never beside files of your own: set FUNDLINK_HOME to another folder for that.
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
    _print_stages(home, outcome)
    channels = run("fundraising_channels", connection)
    _print_channels([row for row in channels.to_dict("records") if row["ends_here"]])
    _print_findings({name: len(run(name, connection)) for name in ("campaigns_one_beneficiary", "token_reuse")})
    _print_places(home)


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


def _print_stages(home: Home, outcome: Outcome) -> None:
    made = outcome.tables
    sources = {key: value for key, value in made.items() if key.startswith("source/") and value["in use"]}
    read, rejected = (sum(value[name] for value in sources.values()) for name in ("rows read", "rejected"))
    table = Table("stage", "", box=None, title="One refresh", title_justify="left", show_header=False)
    table.add_row("files", f"{sum(value['files'] for value in sources.values())} of {len(sources)} sources")
    table.add_row("rows", f"{read:,} read, {rejected:,} set aside")
    for kind, one in (("person", "people"), ("organization", "organisations")):
        mentions = rows(home.table(f"resolved/{kind}_members"))
        table.add_row(one, f"{mentions:,} mentions are {rows(home.table(f'resolved/{kind}')):,} {one}")
    nodes, relationships = (made[f"graph/{name}"]["dagster/row_count"] for name in ("nodes", "relationships"))
    table.add_row("graph", f"{nodes:,} nodes, {relationships:,} relationships")
    answers.print()
    answers.print(table)


def _print_channels(rows: list[dict[str, object]]) -> None:
    table = Table(
        "raised by", "way", "ends with", "sum", box=None, title="\nFundraising channels", title_justify="left"
    )
    table.columns[3].justify = "right"
    for row in sorted(rows, key=lambda row: -len(list(row["steps"])))[:8]:  # type: ignore[call-overload]
        way = " → ".join(map(str, list(row["steps"])))  # type: ignore[call-overload]
        table.add_row(str(row["start"]), way, str(row["end"]), f"{_money(row['amount'])} {row['currency']}")
    answers.print(table)


def _money(amount: object) -> str:
    return f"{int(str(amount)) / 100:,.2f}"


def _print_findings(found: dict[str, int]) -> None:
    table = Table(box=None, title="\nFindings (a finding alone is no lead)", title_justify="left", show_header=False)
    for name, count in found.items():
        table.add_row(name, str(count))
    answers.print(table)


def _print_places(home: Home) -> None:
    state = server.status(home)
    table = Table(box=None, title="\nWhere to look", title_justify="left", show_header=False)
    table.add_row("Neo4j Browser", f"{state.browser}  user {state.username}, password in {state.password_file}")
    table.add_row("  first query", "fundlink query show network_picture")
    table.add_row("Dagster", "make dev, then http://localhost:3000")
    table.add_row("questions", ".venv/bin/fundlink query list")
    table.add_row("stop", "make stop")
    answers.print(table)
