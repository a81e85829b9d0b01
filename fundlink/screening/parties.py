"""Every resolved party against every listing: the table `screened/party`.

It says who may be listed and why, for people to look at. It writes nothing on a party: in the graph stands only what
a list itself states (`LISTED_IN`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from fundlink import identifiers, names, screening
from fundlink.config import Home
from fundlink.screening.law import Verdict
from fundlink.screening.screener import Match, Screener
from fundlink.screening.subject import Subject
from fundlink.sources.contract import Source
from fundlink.sources.ledger import digest as file_digest
from fundlink.tables import code, connect, digest, notes, rows, save, scan

TABLE = "screened/party"
OWN = "own"
"""Verdict on the party that holds the listing's own mention."""

SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("party_id", "kind", "name", "verdict", "list", "reference_number")),
        *((name, pa.string()) for name in ("listed_on", "delisted_on", "listed_name")),
        ("score", pa.float64()),
        ("reasons", pa.list_(pa.string())),
        ("contradicts", pa.list_(pa.string())),
        *((name, pa.string()) for name in ("source", "source_key", "mention_id", "file")),
        ("row", pa.int64()),
    ]
)
"""Columns of `screened/party`: one row for each party and listing that may be the same, with the listing's record."""

_KINDS = ("person", "organization")
_CODE = code(identifiers, names, screening)


@dataclass(frozen=True)
class Screened:
    """Parties by their gravest verdict (own, hit, possible, former, none), and whether the table was already there."""

    parties: dict[str, int]
    unchanged: bool


def screen_parties(home: Home, sources: Sequence[Source]) -> Screened:
    """Make `screened/party` from the resolved parties, their mentions and the listings."""
    keys = [f"{group}/{source.name}" for source in sources for group in ("source", "mention")]
    keys += [f"resolved/{kind}{part}" for kind in _KINDS for part in ("", "_members")]
    # Not the notes but the bytes: a table may be made anew with the same content.
    inputs = [file_digest(table) for key in keys if (table := home.table(key)).exists()]
    state, table = digest(_CODE, inputs, [source.code for source in sources]), home.table(TABLE)
    kept = notes(table)
    if kept.get("made_from") == state:
        return Screened(kept["parties"], unchanged=True)
    against, counts = Screener.of(home, sources), Counter[str]()
    found = list(_screen(home, sources, against, counts))
    parties = {verdict: counts[verdict] for verdict in (OWN, *(verdict.value for verdict in Verdict))}
    with connect() as connection:
        connection.register("found", pa.Table.from_pylist(found, schema=SCHEMA))
        save(
            connection,
            "SELECT * FROM found ORDER BY party_id, source, source_key",
            table,
            {"made_from": state, "parties": parties},
        )
    return Screened(parties, unchanged=False)


def _screen(
    home: Home, sources: Sequence[Source], against: Screener, counts: Counter[str]
) -> Iterator[dict[str, object]]:
    for kind in _KINDS:
        for party_id, name, mentions, screened in _parties(home, sources, kind):
            verdicts = set()
            for match in against.screen_subject(screened):
                row = _row(match, party_id, kind, name, match.listing.mention_id in mentions)
                verdicts.add(row["verdict"])
                yield row
            gravest = next((v for v in (OWN, *Verdict) if v in verdicts), Verdict.NONE)
            counts[str(gravest)] += 1


def _row(match: Match, party_id: str, kind: str, name: str | None, own: bool) -> dict[str, object]:
    listing = match.listing
    of_listing = ("list", "reference_number", "listed_on", "delisted_on", "source", "source_key", "mention_id", "file")
    return {
        **{column: getattr(listing, column) for column in (*of_listing, "row")},
        "party_id": party_id,
        "kind": kind,
        "name": name,
        "verdict": OWN if own else match.verdict.value,
        "listed_name": match.name,
        "score": match.score,
        "reasons": list(match.agrees),
        "contradicts": list(match.contradicts),
    }


def _parties(
    home: Home, sources: Sequence[Source], kind: str
) -> Iterator[tuple[str, str | None, frozenset[str], Subject]]:
    """Id, name, mentions, and what the mentions say of each resolved party, in the order of ids."""
    tables = [table for source in sources if rows(table := home.table(f"mention/{source.name}"))]
    resolved, members = home.table(f"resolved/{kind}"), home.table(f"resolved/{kind}_members")
    if not tables or not resolved.exists():
        return
    with connect() as connection:
        found = connection.execute(
            f"""WITH said AS (SELECT {kind}_id AS id, m.* FROM {scan(*tables)} m
                JOIN {scan(members)} USING (mention_id)),
            together AS (SELECT id, list(mention_id) AS mentions,
                flatten(list(list_concat([name], aliases))) AS names, flatten(list(birth_dates)) AS born,
                flatten(list(list_concat(documents, [iin, bin, account]))) AS numbers,
                list(wallet) AS wallets, list(phone) AS phones, list(email) AS emails FROM said GROUP BY id)
            SELECT id, p.name, mentions, {", ".join(f"list_sort(list_distinct(t.{name})) AS {name}" for name in _SAID)}
            FROM together t JOIN {scan(resolved)} p ON p.{kind}_id = t.id ORDER BY id"""
        )
        while batch := found.fetchmany(10_000):
            for party_id, name, mentions, *said in batch:
                known = dict(zip(_SAID, (tuple(v for v in values if v) for values in said), strict=True))
                yield party_id, name, frozenset(mentions), Subject(kind=kind, **known)


_SAID = ("names", "born", "numbers", "wallets", "phones", "emails")
