"""What a node, a relationship and a property are: declarations that refuse nonsense when they are built."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    """Type of a property, as Neo4j names it; `STRINGS` is a list of strings."""

    STRING = "STRING"
    STRINGS = "LIST<STRING>"
    INTEGER = "INTEGER"
    FLOAT = "FLOAT"
    BOOLEAN = "BOOLEAN"
    DATE = "DATE"
    DATETIME = "ZONED DATETIME"


class Merge(StrEnum):
    """How one property is told when several records state it: an order-free choice among the values."""

    LEAST = "least"
    GREATEST = "greatest"
    UNION = "union"
    LATEST_OPEN = "latest_open"
    """Greatest value, but missing when any record that tells a time leaves it open: an office held now has no end."""
    LATEST = "latest"
    """The value of the latest version of the record: a page as it stands now."""


@dataclass(frozen=True)
class Property:
    """A property of a node or relationship.

    `volatile` properties are left out of the fingerprint: they say how a fact came here, not what it is.
    """

    name: str
    type: Type
    doc: str
    merge: Merge = Merge.LEAST
    volatile: bool = False
    index: bool = False

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", self.name):
            raise ValueError(f"property {self.name!r} is not snake_case")
        if (self.merge is Merge.UNION) != (self.type is Type.STRINGS):
            raise ValueError(f"property {self.name!r}: a list is told by union, and only a list")


@dataclass(frozen=True)
class Node:
    """A kind of node. `base` is the label that carries the uniqueness of `id`.

    `extra` are further labels a node of this kind may carry beside its own.
    """

    label: str
    doc: str
    properties: tuple[Property, ...] = ()
    base: str = ""
    extra: tuple[str, ...] = ()
    volatile: bool = False
    caption: str = "id"
    color: str = "#A5ABB6"

    def __post_init__(self) -> None:
        for label in (self.label, *self.extra, *([self.base] if self.base else [])):
            if not re.fullmatch(r"[A-Z][A-Za-z]*", label):
                raise ValueError(f"label {label!r} is not PascalCase")
        if len({p.name for p in self.properties}) != len(self.properties):
            raise ValueError(f"{self.label}: a property stands twice")

    @property
    def key_label(self) -> str:
        """The label whose `id` is unique: the base where there is one."""
        return self.base or self.label


@dataclass(frozen=True)
class Relationship:
    """A kind of relationship. Two of one type between the same nodes are told apart by `identity`."""

    type: str
    start: tuple[str, ...]
    end: tuple[str, ...]
    doc: str
    properties: tuple[Property, ...] = ()
    identity: tuple[str, ...] = ()
    volatile: bool = False
    derived: bool = False

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Z][A-Z_]*", self.type):
            raise ValueError(f"relationship type {self.type!r} is not UPPER_SNAKE_CASE")
        missing = set(self.identity) - {p.name for p in self.properties}
        if missing:
            raise ValueError(f"{self.type}: identity names no property of it: {sorted(missing)}")
