"""What many declarations share: short names of types, and properties that stand on many things."""

from __future__ import annotations

from fundlink.schema.kinds import Merge, Property, Type


def prop(name: str, type: Type, doc: str, merge: Merge | None = None, **flags: bool) -> Property:
    """A property; a list is told by union, any other by its least value, unless `merge` says otherwise."""
    default = Merge.UNION if type is Type.STRINGS else Merge.LEAST
    return Property(name, type, doc, merge or default, **flags)


S, L, N, F, B, D, T = (
    Type.STRING,
    Type.STRINGS,
    Type.INTEGER,
    Type.FLOAT,
    Type.BOOLEAN,
    Type.DATE,
    Type.DATETIME,
)

RECORDS = (
    prop("record_ids", L, "ids of records that state it, smallest first, capped at 25"),
    prop("record_count", N, "how many records state it"),
)
VALIDITY = (
    prop("valid_from", S, "first day it was true, ISO 8601 with the precision of the source"),
    prop("valid_to", S, "last day it was true; missing while it still is", Merge.LATEST_OPEN),
)
SERVICE_LABELS = ("Bank", "TransferAgent", "VirtualAssetProvider")
"""Labels of organizations that keep or move money for others."""

SERVICE = prop(
    "service",
    B,
    "true where it keeps or moves money for others: a bank, an agent, a provider of virtual assets; a wallet that "
    "somebody keeps for others, or that any source takes for an exchange's, a mixer's or the like; missing elsewhere. "
    "No path leads through it: its customers share it, and nothing else",
    Merge.GREATEST,
)
"""The word is that of the Entity Taxonomy of INTERPOL's Darknet and Cryptocurrencies Working Group: a service is what
different actors use for different purposes.
"""

PARTY = (
    prop("name", S, "the fullest name among its mentions", index=True),
    prop("names", L, "every other spelling it is recorded under, capped at 25"),
    prop("countries", L, "ISO 3166 codes or names of countries it is recorded in"),
    prop("mention_count", N, "how many mentions resolve to it"),
    *RECORDS,
)
