"""The pieces a fact is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    """An end of a relationship: the party that plays this role in the row, once resolved."""

    name: str


@dataclass(frozen=True)
class At:
    """An end of a relationship: a node that is no party."""

    label: str
    id: str


@dataclass(frozen=True)
class Side:
    """A side of a transfer: the party in `role`; else the one known holder of the account; else the account itself.

    `account` is SQL of the account's id.
    """

    role: str | None
    account: str | None


End = Role | At | Side


@dataclass(frozen=True)
class Nodes:
    """One node a row, where `id` is not NULL; one an item of the list column `each`, called `item`."""

    label: str
    id: str
    properties: Mapping[str, str]
    labels: tuple[str, ...] = ()
    each: str | None = None
    when: str = "true"


@dataclass(frozen=True)
class Edges:
    """One relationship a row, where both ends are there; one an item of the list column `each`, called `item`."""

    type: str
    start: End
    end: End
    properties: Mapping[str, str]
    each: str | None = None
    when: str = "true"


@dataclass(frozen=True)
class About:
    """Properties and labels of the organization that plays a role: what a register says of it."""

    role: str
    properties: Mapping[str, str]
    labels: tuple[str, ...] = ()
    when: str = "true"


@dataclass(frozen=True)
class Screened:
    """An entry of a list as screening reads it: `properties` of the listing, and list columns beside the mention's.

    `further` maps `weak_names` (aliases of low quality), `birth_between` (years, `1960/1965`), `sex`, `wallets`,
    `phones` and `emails` to columns.
    """

    role: str
    properties: Mapping[str, str]
    further: Mapping[str, str]


@dataclass(frozen=True)
class Rates:
    """What one unit of a currency was worth in tenge on a day: SQL of the day, the currency and the rate."""

    day: str
    currency: str
    kzt_per_unit: str


@dataclass(frozen=True)
class Book:
    """In whose book a record of a transfer stands: SQL; NULL where the source is one book.

    No two records of one book are one transfer.
    """

    book: str


State = Nodes | Edges | About | Screened | Rates | Book


@dataclass(frozen=True)
class Fact:
    """What each row of a source states; `columns` are those it reads."""

    states: tuple[State, ...]
    columns: Mapping[str, str]

    @property
    def roles(self) -> frozenset[str]:
        """The roles it speaks of."""
        ends = [end for s in self.states if isinstance(s, Edges) for end in (s.start, s.end)]
        about = [s.role for s in self.states if isinstance(s, About | Screened)]
        roles = [end.name if isinstance(end, Role) else end.role for end in ends if isinstance(end, Role | Side)]
        return frozenset([*about, *(role for role in roles if role is not None)])

    @property
    def is_transfer(self) -> bool:
        """Whether it states a movement of money."""
        return any(isinstance(s, Nodes) and s.label == "Transfer" for s in self.states)
