"""What `fundlink demo` shows at its end, for a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from rich.table import Column, Table
from rich.text import Text

from fundlink.config import Home
from fundlink.queries import Query
from fundlink.server import Status
from fundlink.tables import rows

if TYPE_CHECKING:
    from fundlink.job import Outcome

MOST_CHANNELS = 8


def stages(home: Home, outcome: Outcome) -> Table:
    """How many records became how many people, organisations, nodes and relationships."""
    made = outcome.tables
    sources = [value for key, value in made.items() if key.startswith("source/") and value["in use"]]
    files, read, rejected = (sum(value[name] for value in sources) for name in ("files", "rows read", "rejected"))
    table = _table("One refresh", "stage", "count")
    table.add_row("files", f"{files} of {len(sources)} sources: {read:,} rows read, {rejected:,} set aside")
    for kind, many in (("person", "people"), ("organization", "organisations")):
        mentions = rows(home.table(f"resolved/{kind}_members"))
        table.add_row(many, f"{mentions:,} mentions are {rows(home.table(f'resolved/{kind}')):,} {many}")
    nodes, relationships = (made[f"graph/{name}"]["dagster/row_count"] for name in ("nodes", "relationships"))
    table.add_row("graph", f"{nodes:,} nodes, {relationships:,} relationships")
    return table


def channels(found: pd.DataFrame) -> Table:
    """Where the money raised ends: what went on from the beneficiary first, then the largest sums."""
    ends = found[found["ends_here"]].assign(
        onward=found["channel"] != "donation", amount=found["amount"].map(Decimal, na_action="ignore")
    )
    ends = ends.sort_values(["onward", "amount"], ascending=False, kind="stable")
    donors, amount = Column("donors", justify="right"), Column("sum", justify="right", no_wrap=True)
    table = _table("Fundraising channels", "raised by", donors, "last by", "ends with", amount, header=True)
    for row in ends.head(MOST_CHANNELS).to_dict("records"):
        # Text, not str: a name may hold what rich takes for markup.
        start, end, channel = (Text(str(row[name])) for name in ("start", "end", "channel"))
        table.add_row(start, str(row["donors"]), channel, end, f"{row['amount']:,} {row['currency']}")
    if len(ends) > MOST_CHANNELS:
        table.add_row(f"... and {len(ends) - MOST_CHANNELS} more")
    return table


def gaps(found: pd.DataFrame) -> Table:
    """What the statements of persons under audit leave out, by whose account."""
    when, amount = Column("days", no_wrap=True), Column("sum", justify="right", no_wrap=True)
    table = _table("Gaps in statements (what is missing, not why)", "account of", "gap", when, amount, header=True)
    for row in found.to_dict("records"):
        days = " to ".join(dict.fromkeys((row["from_date"], row["to_date"])))
        missing = "" if pd.isna(row["amount"]) else f"{row['amount']:,.2f} {row['currency']}"
        whose = Text(", ".join(row["holders"]) or row["account"])
        table.add_row(whose, row["kind"].replace("_", " "), days, missing)
    return table


def findings(found: Iterable[tuple[Query, int]]) -> Table:
    """How often each typology was found."""
    table = _table("Findings (a finding alone is no lead)", Column("count", justify="right"), "title")
    for query, count in found:
        table.add_row(str(count), f"{query.title} ({query.name})")
    return table


def places(state: Status) -> Table:
    """Where to look further."""
    table = _table("Where to look", "place", Column("how", overflow="fold"))
    table.add_row("Neo4j Browser", f"{state.browser}\nits guide has every question, to be asked with one click")
    table.add_row("", f"user {state.username}, password in {_near(state.password_file)}")
    table.add_row("Dagster", "make dev, then http://localhost:3000")
    table.add_row("terminal", ".venv/bin/fundlink query list")
    table.add_row("stop", "make stop")
    return table


def _near(file: str | None) -> str:
    """The file as seen from here, where it is below this folder."""
    path = Path(file or "")
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def _table(title: str, *columns: Column | str, header: bool = False) -> Table:
    return Table(*columns, title=title, title_justify="left", box=None, pad_edge=False, show_header=header)
