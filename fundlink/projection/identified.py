"""What the resolvers found, and what mentions carry: parties, their identifiers, and where each comes from.

SELECTs over the views `mentions` (every mention table), `members` (mention_id, party_id, label, probability,
decided_by), `persons`, `organizations`, `pairs`, `branches`, `apart` (pairs that a human keeps apart),
`joined_transfers` (transfers that several records state), `gaps` (of statements), `files`, and `rows_<source>`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fundlink.sources.contract import Source
from fundlink.sources.facts.money import minor_units
from fundlink.sources.facts.told import Told
from fundlink.sources.sql import account_kind

_HELD = "FROM mentions m JOIN members USING (mention_id)"
_ADDRESS = "lower(regexp_replace(concat_ws(', ', m.address, m.city), '\\s+', ' ', 'g'))"
_IDENTIFIERS = (
    ("Phone", "USES", "m.phone"),
    ("Email", "USES", "m.email"),
    ("Device", "USES", "m.device"),
    ("Document", "USES", "unnest(m.documents)"),
    ("Address", "LOCATED_AT", f"CASE WHEN m.address IS NOT NULL THEN {_ADDRESS} END"),
)


def nodes(sources: Sequence[Source]) -> Iterator[tuple[str, str]]:
    """(label, SELECT id, properties..., with `_labels, _record, _party` where they matter)."""
    yield "File", "SELECT sha256 AS id, * EXCLUDE (rows, standing, refresh_id) FROM files"
    for source in sources:
        yield (
            "Record",
            f"""SELECT _record_id AS id, _source AS source, _key AS source_key, _row AS "row", _text AS text
            FROM rows_{source.name}""",
        )
    yield "Mention", "SELECT mention_id AS id, source, source_key, role, kind, name FROM mentions"
    yield "Person", "SELECT person_id AS id, * EXCLUDE (person_id) FROM persons"
    yield (
        "Organization",
        "SELECT organization_id AS id, labels AS _labels, * EXCLUDE (organization_id, labels) FROM organizations",
    )
    for label in ("Person", "Organization"):
        yield label, f"SELECT party_id AS id, m.record_id AS _record {_HELD} WHERE members.label = '{label}'"
    for label, _, value in _IDENTIFIERS:
        yield label, _identifier(value, "value")
    yield "IpAddress", _identifier("m.ip_address", "value")
    yield "Account", _identifier("m.account", "number", f", {account_kind('m.account')} AS kind")
    yield "Transfer", "SELECT transfer_id AS id, [rule] AS matched_by FROM joined_transfers"
    yield "Account", _identifier("m.wallet", "number", ", 'wallet' AS kind, ['Wallet'] AS _labels")
    yield "Account", f"SELECT account AS id, account AS number, {account_kind('account')} AS kind FROM gaps"
    yield (
        "Gap",
        f"""SELECT gap_id AS id, * EXCLUDE (gap_id, record_ids), {minor_units(Told("currency"))} AS minor_units,
            unnest(record_ids) AS _record FROM gaps""",
    )


def _identifier(value: str, name: str, more: str = "") -> str:
    return f"""SELECT * FROM
        (SELECT {value} AS id, id AS {name}{more}, m.record_id AS _record, party_id AS _party {_HELD})
        WHERE id IS NOT NULL"""


def relationships(sources: Sequence[Source]) -> Iterator[tuple[str, str]]:
    """(type, SELECT start_label, start_id, end_label, end_id, properties..., _record)."""
    yield "IN_RECORD", _link("'Mention'", "mention_id", "'Record'", "record_id") + " FROM mentions"
    for source in sources:
        yield "READ_FROM", _link("'Record'", "_record_id", "'File'", "_file") + f" FROM rows_{source.name}"
    yield (
        "RESOLVES_TO",
        _link("'Mention'", "mention_id", "label", "party_id") + ", probability, decided_by FROM members",
    )
    for type, condition in (("MATCHED", "together"), ("POSSIBLY_SAME_AS", "NOT together")):
        yield (
            type,
            _link("'Mention'", "mention_a", "'Mention'", "mention_b")
            + ", match_weight, evidence FROM pairs ANTI JOIN apart USING (mention_a, mention_b)"
            f" WHERE band <> 'different' AND {condition}",
        )
    yield (
        "NOT_SAME_AS",
        _link("'Mention'", "mention_a", "'Mention'", "mention_b") + ", reason, decided_by, decided_at FROM apart"
        " WHERE mention_a IN (SELECT mention_id FROM mentions) AND mention_b IN (SELECT mention_id FROM mentions)",
    )
    yield "HAS_GAP", _link("'Account'", "account", "'Gap'", "gap_id") + ", unnest(record_ids) AS _record FROM gaps"
    branch = _link("'Organization'", "organization_id", "'Organization'", "head_id")
    yield "RELATED_TO", f"{branch}, kind, evidence, unnest(record_ids) AS _record FROM branches"
    for label, type, value in _IDENTIFIERS:
        yield type, _holding(label, value)
    yield "HOLDS", _holding("Account", "m.account")
    yield "HOLDS", _holding("Account", "m.wallet")


def _link(start_label: str, start: str, end_label: str, end: str) -> str:
    return f"SELECT {start_label} AS start_label, {start} AS start_id, {end_label} AS end_label, {end} AS end_id"


def _holding(label: str, value: str) -> str:
    link = _link("members.label", "party_id", f"'{label}'", value)
    return f"SELECT * FROM ({link}, m.record_id AS _record {_HELD}) WHERE end_id IS NOT NULL"
