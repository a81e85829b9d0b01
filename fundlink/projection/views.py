"""The tables as SQL reads them here: rows of each source, mentions, members, holders of accounts, rates, files."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.projection import stated
from fundlink.sources import ledger
from fundlink.sources.contract import Source
from fundlink.tables import scan

RATE_DAYS = 10
"""Days an exchange rate holds where no later one is given: over a weekend and the longest holidays."""


def make_views(connection: duckdb.DuckDBPyConnection, home: Home, sources: Sequence[Source], *, joined: bool) -> None:
    """Make the views; where `joined`, all that stands on resolved parties, and one id for all records of a transfer.

    Raises:
        FundlinkError: when a source has no table: it was declared since the last refresh.
    """
    new = [source.name for source in sources if not home.table(f"source/{source.name}").exists()]
    if new:
        raise FundlinkError(f"{home.path}: the last refresh did not know {', '.join(new)}. Run fundlink refresh.")

    def view(name: str, *keys: str) -> None:
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM {scan(*(home.table(key) for key in keys))}")

    if joined:
        view("joined_transfers", "resolved/transfer_members")
        view("gaps", "resolved/statement_gaps")
    for source in sources:
        rows = scan(home.table(f"source/{source.name}"))
        own = "r._source || ':' || r._key"
        told = f"SELECT r.* FROM {rows} r"
        if source.states_transfers and joined:
            told = f"""SELECT r.*, coalesce(j.transfer_id, {own}) AS _transfer_id FROM {rows} r
                LEFT JOIN joined_transfers j ON j.stated_id = {own}"""
        elif source.states_transfers:
            told = f"SELECT r.*, {own} AS _transfer_id FROM {rows} r"
        connection.execute(f"CREATE VIEW rows_{source.name} AS {told}")
    view("mentions", *(f"mention/{source.name}" for source in sources))
    view("persons", "resolved/person")
    view("organizations", "resolved/organization")
    view("person_members", "resolved/person_members")
    view("organization_members", "resolved/organization_members")
    view("matched", "resolved/person_pairs", "resolved/organization_pairs")
    view("branches", "resolved/organization_links")
    connection.execute(
        """CREATE TEMP TABLE members AS
        SELECT mention_id, person_id AS party_id, 'Person' AS label, probability, decided_by FROM person_members
        UNION ALL
        SELECT mention_id, organization_id, 'Organization', probability, decided_by FROM organization_members"""
    )
    connection.execute(f"CREATE TEMP TABLE listings AS {stated.listings(sources)}")
    connection.execute(
        """CREATE VIEW pairs AS SELECT p.*, a.party_id = b.party_id AS together FROM matched p
        JOIN members a ON a.mention_id = p.mention_a JOIN members b ON b.mention_id = p.mention_b"""
    )
    connection.execute(
        """CREATE TEMP TABLE entries AS
        SELECT DISTINCT ON (m.source, m.source_key, m.role) m.source, m.source_key, m.role, party_id, label
        FROM mentions m JOIN members USING (mention_id) ORDER BY m.version DESC NULLS LAST"""
    )
    # An account of several holders tells nobody: it stands for itself.
    connection.execute(
        """CREATE TEMP TABLE holders AS SELECT account, min(party_id) AS party_id, min(label) AS label
        FROM (SELECT unnest([m.account, m.wallet]) AS account, party_id, label FROM mentions m JOIN members
            USING (mention_id)) WHERE account IS NOT NULL GROUP BY account HAVING count(DISTINCT party_id) = 1"""
    )
    _rates(connection, sources)
    read = " UNION ALL ".join(f"SELECT DISTINCT _file FROM rows_{source.name}" for source in sources)
    entries = [vars(entry) for source in sources for entry in ledger.entries(home, source.name).values()]
    connection.register("file_ledger", pa.Table.from_pylist(entries, schema=ledger.SCHEMA))
    connection.execute(f"CREATE TEMP TABLE files AS SELECT * FROM file_ledger WHERE sha256 IN ({read})")


def _rates(connection: duckdb.DuckDBPyConnection, sources: Sequence[Source]) -> None:
    """The table `rates(day, currency, millionths)`: the official rate holds until the next, ten days at most."""
    told = [select for source in sources for select in stated.rates(source)]
    nothing = "SELECT NULL::DATE AS day, NULL::VARCHAR AS currency, 0.0 AS kzt_per_unit"
    connection.execute(
        f"""CREATE TEMP TABLE rates AS
        WITH told AS ({" UNION ALL ".join([nothing, *told])}),
        given AS (SELECT day, currency, CAST(round(min(kzt_per_unit) * 1000000) AS BIGINT) AS millionths,
                lead(day) OVER (PARTITION BY currency ORDER BY day) AS next
            FROM told WHERE day IS NOT NULL GROUP BY day, currency)
        SELECT CAST(unnest(generate_series(day, least(coalesce(next, day + {RATE_DAYS}), day + {RATE_DAYS}) - 1,
            INTERVAL 1 DAY)) AS DATE) AS day, currency, millionths FROM given"""
    )
