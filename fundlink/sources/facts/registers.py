"""What registers state: entries, offices, licences, declared ties, persons under audit, rates."""

from __future__ import annotations

from fundlink.sources.facts.states import About, At, Edges, Fact, Nodes, Rates, Role
from fundlink.sources.facts.told import Value, all_sql, column, columns_of, sql


def register_entry(role: str, **columns: str) -> Fact:
    """What a register says of the organization in `role`: `status`, `registered_on`, `dissolved_on`."""
    return Fact((About(role, all_sql(columns)),), columns)


def officer_of(officer: str, organization: str, *, role: Value, valid_from: Value, valid_to: Value) -> Fact:
    """The person in one role holds an office in the organization in the other."""
    told = {"role": role, "valid_from": valid_from, "valid_to": valid_to}
    return Fact((Edges("OFFICER_OF", Role(officer), Role(organization), all_sql(told)),), columns_of(told))


def owns(owner: str, organization: str, *, share: Value, valid_from: Value, valid_to: Value) -> Fact:
    """The party in one role owns the organization in the other, or a share of it, as the source writes it."""
    told = {"share": share, "valid_from": valid_from, "valid_to": valid_to}
    return Fact((Edges("OWNS", Role(owner), Role(organization), all_sql(told)),), columns_of(told))


def licensed(role: str, *, number: str, valid_from: str, valid_to: str) -> Fact:
    """The organization in `role` holds the licence that the register names, over the time it states."""
    columns = {"number": number, "valid_from": valid_from, "valid_to": valid_to}
    licence = At("Licence", f"r._source || ':' || {column(number)}")
    validity = {"valid_from": column(valid_from), "valid_to": column(valid_to)}
    return Fact(
        (
            Nodes("Licence", licence.id, {"number": column(number), "register": "r._source"}),
            Edges("LICENSED_BY", Role(role), licence, validity),
        ),
        columns,
    )


def related_to(a: str, b: str, *, kind: Value, valid_from: Value, valid_to: Value) -> Fact:
    """A tie that the source declares between the parties in two roles: kinship, employment, trade."""
    told = {"kind": kind, "valid_from": valid_from, "valid_to": valid_to}
    return Fact((Edges("RELATED_TO", Role(a), Role(b), all_sql(told)),), columns_of(told))


def subject_of(role: str, *, case: str, opened_on: str, closed_on: str, legal_basis: str) -> Fact:
    """The person in `role` is under audit in a case. It says what an authority does, nothing about guilt."""
    columns = {"opened_on": opened_on, "closed_on": closed_on, "legal_basis": legal_basis}
    node = At("Case", column(case))
    return Fact((Nodes("Case", node.id, all_sql(columns)), Edges("SUBJECT_OF", Role(role), node, {})), columns)


def rate(*, day: str, currency: str, kzt_per_unit: str) -> Fact:
    """What one unit of a currency was worth in tenge on a day."""
    columns = {"day": day, "currency": currency, "kzt_per_unit": kzt_per_unit}
    return Fact((Rates(sql(day), sql(currency), sql(kzt_per_unit)),), columns)
