"""The parties a row mentions: which columns say what about each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ATTRIBUTES = (
    "name",
    "aliases",
    "father_name",
    "birth_dates",
    "iin",
    "bin",
    "documents",
    "phone",
    "email",
    "account",
    "wallet",
    "device",
    "ip_address",
    "address",
    "city",
    "country",
)
LISTS = frozenset({"aliases", "birth_dates", "documents"})


@dataclass(frozen=True)
class Party:
    """A party described by columns of the row itself.

    `kind` is `person` or `organization`; missing where the row may name either: then the column that
    `columns["kind"]` names says it, or else the name and its legal form do.
    """

    kind: str | None
    columns: Mapping[str, tuple[str, ...]]
    labels: tuple[str, ...] = ()

    @property
    def named(self) -> set[str]:
        """Every column of the row it reads."""
        return {column for columns in self.columns.values() for column in columns}


@dataclass(frozen=True)
class Ref:
    """A party that another source describes: the entry whose key stands in this row's `column`.

    `source` and `role` are names; or, where `told`, the columns of this row that name them.
    """

    source: str
    column: str
    role: str
    told: bool = False

    @property
    def named(self) -> set[str]:
        """Every column of the row it reads."""
        return {self.column, self.source, self.role} if self.told else {self.column}


def _columns(given: Mapping[str, str | tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    unknown = given.keys() - {*ATTRIBUTES, "kind"}
    if unknown:
        raise TypeError(f"no attribute of a party: {sorted(unknown)} (known: {', '.join(ATTRIBUTES)})")
    columns = {name: (column,) if isinstance(column, str) else column for name, column in given.items()}
    several = [name for name, column in columns.items() if len(column) > 1 and name not in LISTS]
    if several:
        raise TypeError(f"{several} can be told by one column only")
    return columns


def person(**columns: str | tuple[str, ...]) -> Party:
    """A natural person: `person(name="full_name", birth_dates="birth_date", iin="iin", ...)`."""
    return Party("person", _columns(columns))


def organization(*labels: str, **columns: str | tuple[str, ...]) -> Party:
    """A legal person or agent, with the graph labels it earns by standing in this source."""
    return Party("organization", _columns(columns), labels)


def party(**columns: str | tuple[str, ...]) -> Party:
    """A person or an organization: a column `kind` tells, or the legal form in the name."""
    return Party(None, _columns(columns))


def ref(source: str, column: str, role: str = "organization") -> Ref:
    """The party that `source` describes under the key in `column`."""
    return Ref(source, column, role)


def attributes(mentions: Mapping[str, Party | Ref]) -> dict[str, str]:
    """Column -> the attribute of a party that it tells, e.g. `sender_phone` -> `phone`."""
    parties = [party for party in mentions.values() if isinstance(party, Party)]
    return {column: name for party in parties for name, columns in party.columns.items() for column in columns}


def any_ref(*, source: str, key: str, role: str) -> Ref:
    """The party of any source: the row's columns name the source, the key and the role."""
    return Ref(source, key, role, told=True)
