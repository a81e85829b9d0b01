"""What the sources state: the facts of each declaration, with its roles resolved to parties.

Each function gives SELECTs over the views `rows_<source>`, `members` (mention_id, party_id, label), `holders` (account,
party_id, label: the accounts with one known holder), `entries` (source, source_key, role, party_id, label: of
the latest version), `rates` (day, currency, millionths: of a tenge, for a unit) and `listings`, which `listings` tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from fundlink.sources.contract import Source
from fundlink.sources.facts import About, At, Book, Edges, End, Nodes, Rates, Role, Side
from fundlink.sources.parties import Ref
from fundlink.sources.sql import literal, mention_id, quoted


def nodes(source: Source) -> Iterator[tuple[str, str]]:
    """(label, SELECT id, properties..., _labels, _record, _version)."""
    for fact in source.facts:
        for state in fact.states:
            if isinstance(state, Nodes):
                yield (
                    state.label,
                    f"""SELECT {state.id} AS id{_properties(state.properties)}, {_labels(state)},
                    r._record_id AS _record, r._version AS _version
                    FROM {_rows(source, state.each)} WHERE {state.id} IS NOT NULL AND {state.when}""",
                )
            elif isinstance(state, About):
                yield (
                    "Organization",
                    f"""SELECT m.party_id AS id{_properties(state.properties)}, {_labels(state)},
                    r._record_id AS _record, r._version AS _version
                    FROM rows_{source.name} r JOIN members m ON m.mention_id = {_mention(source, state.role)}
                    WHERE m.label = 'Organization' AND {state.when}""",
                )
            elif isinstance(state, Edges) and state.type == "HELD_AT":
                # Kept by somebody, whether or not a register describes the keeper.
                kept = _relationship(source, state)
                yield "Account", f"SELECT start_id AS id, true AS service, _record FROM ({kept})"


def listings(sources: Sequence[Source]) -> str:
    """SELECT source, id, reference_number, listed_on, delisted_on of every entry of every list.

    References between entries are looked up in it.
    """
    selects = ["SELECT NULL::VARCHAR AS source, NULL::VARCHAR AS id WHERE false"]
    for source in sources:
        for state in (state for fact in source.facts for state in fact.states):
            if isinstance(state, Nodes) and state.label == "Listing":
                told = {name: state.properties.get(name, "NULL") for name in _OF_LISTING}
                selects.append(
                    f"SELECT r._source AS source, {state.id} AS id{_properties(told)} FROM rows_{source.name} r"
                )
    return " UNION ALL BY NAME ".join(selects)


_OF_LISTING = ("reference_number", "listed_on", "delisted_on")


def relationships(source: Source) -> Iterator[tuple[str, str]]:
    """(type, SELECT start_label, start_id, end_label, end_id, properties..., _record, _version)."""
    for fact in source.facts:
        for state in fact.states:
            if isinstance(state, Edges):
                yield state.type, _relationship(source, state)


def rates(source: Source) -> Iterator[str]:
    """SELECT day, currency, kzt_per_unit."""
    for fact in source.facts:
        for state in fact.states:
            if isinstance(state, Rates):
                yield f"""SELECT TRY_CAST({state.day} AS DATE) AS day, {state.currency} AS currency,
                    {state.kzt_per_unit} AS kzt_per_unit FROM rows_{source.name} r"""


def books(source: Source) -> Iterator[str]:
    """SELECT id, book."""
    for fact in source.facts:
        for state in fact.states:
            if isinstance(state, Book):
                yield f"SELECT r._transfer_id AS id, {state.book} AS book FROM rows_{source.name} r"


def _relationship(source: Source, state: Edges) -> str:
    start_label, start_id, start_join = _end(source, state.start, "s")
    end_label, end_id, end_join = _end(source, state.end, "e")
    return f"""SELECT * FROM (SELECT {start_label} AS start_label, {start_id} AS start_id, {end_label} AS end_label,
        {end_id} AS end_id{_properties(state.properties)}, r._record_id AS _record, r._version AS _version
        FROM {_rows(source, state.each)} {start_join} {end_join} WHERE {state.when})
        WHERE start_id IS NOT NULL AND end_id IS NOT NULL"""


def _rows(source: Source, each: str | None) -> str:
    """The source's rows, called `r`; one an item of a list column where there is one."""
    rows = f"rows_{source.name}"
    return f"(SELECT *, unnest({quoted(each)}) AS item FROM {rows}) r" if each else f"{rows} r"


def _end(source: Source, end: End, alias: str) -> tuple[str, str, str]:
    """Label, id and join of one end. A reference that leads nowhere keeps its mention id: it shows as dangling."""
    if isinstance(end, At):
        return literal(end.label), end.id, ""
    if isinstance(end, Side):
        return _side(source, end, alias)
    mention, party = _mention(source, end.name), source.mentions[end.name]
    join = f"LEFT JOIN members {alias} ON {alias}.mention_id = {mention}"
    party_id = f"{alias}.party_id"
    if isinstance(party, Ref):
        party_id = f"coalesce({party_id}, {mention})"
        if party.told:
            told = f"(r.{quoted(party.source)}, r.{quoted(party.column)}, r.{quoted(party.role)})"
            join = f"LEFT JOIN entries {alias} ON ({alias}.source, {alias}.source_key, {alias}.role) = {told}"
    return f"coalesce({alias}.label, 'Organization')", party_id, join


def _side(source: Source, side: Side, alias: str) -> tuple[str, str, str]:
    """The party in the role; else the account's one holder; else the account."""
    label, id, join = "'Account'", side.account or "NULL", ""
    if side.account:
        holder = f"{alias}h"
        join = f"LEFT JOIN holders {holder} ON {holder}.account = {side.account}"
        label, id = f"coalesce({holder}.label, {label})", f"coalesce({holder}.party_id, {id})"
    if side.role:
        role_label, role_id, role_join = _end(source, Role(side.role), alias)
        label = f"CASE WHEN {role_id} IS NOT NULL THEN {role_label} ELSE {label} END"
        id, join = f"coalesce({role_id}, {id})", f"{join} {role_join}"
    return label, id, join


def _mention(source: Source, role: str) -> str:
    party = source.mentions[role]
    if isinstance(party, Ref) and party.told:
        source_name, key, told_role = (f"r.{quoted(c)}" for c in (party.source, party.column, party.role))
        return mention_id(source_name, key, "NULL", told_role)
    if isinstance(party, Ref):
        key = f"r.{quoted(party.column)}"
        referred = mention_id(literal(party.source), key, "NULL", literal(party.role))
        return f"CASE WHEN {key} IS NOT NULL THEN {referred} END"
    return mention_id("r._source", "r._key", "r._version", literal(role))


def _labels(state: Nodes | About) -> str:
    return f"[{', '.join(literal(label) for label in state.labels)}]::VARCHAR[] AS _labels"


def _properties(properties: Mapping[str, str]) -> str:
    return "".join(f", {expression} AS {quoted(name)}" for name, expression in properties.items())
