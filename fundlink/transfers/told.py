"""What each record tells of its transfer, as one table over all sources and channels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb
import pyarrow as pa

from fundlink.projection import stated
from fundlink.sources.contract import Source
from fundlink.sources.facts.money import ordered
from fundlink.sources.sql import literal, quoted
from fundlink.transfers.rule import TOLD

_PROPERTIES = (
    "channel",
    "kind",
    "currency",
    "status",
    "moved",
    "reference",
    "payout_currency",
    "amount",
    "payout_amount",
)
_TIMES = ("at", "paid_at")
_PARTY_ENDS = {"SENT": ("payer", "start", "end"), "PAID_TO": ("payee", "end", "start")}
_ACCOUNT_ENDS = {"FROM_ACCOUNT": "from_account", "TO_ACCOUNT": "to_account"}
_TYPE = (
    dict.fromkeys(("amount", "payout_amount"), "BIGINT") | dict.fromkeys(_TIMES, "TIMESTAMPTZ") | {"moved": "BOOLEAN"}
)


def make_told(
    connection: duckdb.DuckDBPyConnection,
    sources: Sequence[Source],
    only: Sequence[str] | None = None,
) -> int:
    """Make the table `told`: `id` (source:key), `TOLD`, `moment`, and `moved`: whether its status moved money.

    What was only ordered knows nothing of that: its `moved` is NULL.

    It reads the views of `fundlink.projection.views`, in which each record is a transfer of its own. An account that
    stands in for a party is no party, nor is a campaign: a platform moves its money. Returns the number of transfers
    told; `only` those ids where it is given.
    """
    columns = [*TOLD, *_TIMES, "moved"]
    blank = ", ".join(f"NULL::{_TYPE.get(name, 'VARCHAR')} AS {quoted(name)}" for name in columns)
    pieces = [f"SELECT NULL::VARCHAR AS id, {blank} WHERE false"]
    pieces += [piece for source in sources if source.states_transfers for piece in _pieces(source)]
    least = ", ".join(f"min({quoted(name)}) AS {quoted(name)}" for name in columns)
    wanted = ""
    if only is not None:
        connection.register("wanted", pa.table({"id": pa.array(only, pa.string())}))
        wanted = "WHERE id IN (FROM wanted)"
    made = connection.execute(
        f"""CREATE TEMP TABLE told AS
        SELECT * REPLACE (CASE WHEN NOT {ordered("status")} THEN moved END AS moved),
            coalesce("at", paid_at) AS moment
        FROM (SELECT id, {least} FROM ({" UNION ALL BY NAME ".join(pieces)}) {wanted} GROUP BY id)"""
    ).fetchone()
    assert made is not None
    return int(made[0])


def _pieces(source: Source) -> Iterator[str]:
    """SELECTs of an id and some columns each."""
    for label, select in stated.nodes(source):
        if label == "Transfer":
            known = f"COLUMNS('^({'|'.join((*_PROPERTIES, *_TIMES))})$')"
            yield f"SELECT id, {literal(source.name)} AS source, {known} FROM ({select})"
    for type, select in stated.relationships(source):
        if type in _PARTY_ENDS:
            name, party, transfer = _PARTY_ENDS[type]
            told = f"{transfer}_id AS id, {party}_id AS {name}"
            told += f", {party}_label AS payer_label" if name == "payer" else ""
            yield f"SELECT {told} FROM ({select}) WHERE {party}_label IN ('Person', 'Organization')"
        elif type in _ACCOUNT_ENDS:
            yield f"SELECT start_id AS id, end_id AS {_ACCOUNT_ENDS[type]} FROM ({select})"
        elif type == "HANDLED_BY":
            for leg in ("origin", "payout"):
                yield f"SELECT start_id AS id, end_id AS {leg} FROM ({select}) WHERE leg = {literal(leg)}"
    yield from stated.books(source)
