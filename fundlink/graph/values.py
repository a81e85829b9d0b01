"""Properties between the tables (JSON text) and the driver (Python values), by the types of the schema."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from neo4j.time import Date, DateTime

from fundlink import schema
from fundlink.errors import FundlinkError

Types = Mapping[str, schema.Type]

_LARGEST = 2**63 - 1
_INDEXABLE = 8000
"""Bytes of a text that a range index of Neo4j takes (8 kB, with room for the rest of the entry)."""


@cache
def types_of(name: str) -> dict[str, schema.Type]:
    """Types of the properties of a node's label or a relationship's type, by property."""
    kind = schema.NODE.get(name) or schema.RELATIONSHIP[name]
    types = {property.name: property.type for property in kind.properties}
    return types | {"id": schema.Type.STRING} if name in schema.NODE else types


@cache
def _indexed(name: str) -> frozenset[str]:
    properties = schema.NODE[name].properties if name in schema.NODE else ()
    return frozenset({"id"} | {property.name for property in properties if property.index})


def from_table(name: str, text: str, place: str) -> dict[str, Any]:
    """The properties of one row of a table as the driver takes them.

    Args:
        name: label or relationship type, as the schema declares it.
        text: a JSON object; dates and times as ISO 8601 text.
        place: whose properties they are, for an error.

    Raises:
        FundlinkError: a property the schema does not declare, or a value that is not of its type or that Neo4j
            cannot hold (an integer past 2^63, a lone surrogate, an indexed text over 8 kB).
    """
    types = types_of(name)
    values = json.loads(text)
    for key, value in values.items():
        try:
            values[key] = _typed(types[key], value)
            if key in _indexed(name) and len(str(value).encode()) > _INDEXABLE:
                raise ValueError("is too long for an index")
        except KeyError:
            raise FundlinkError(f"{place}: fundlink/schema.py declares no property {key!r} of {name}.") from None
        except (ValueError, TypeError) as error:
            raise FundlinkError(f"{place}: {key} is not a {types[key].value} that Neo4j takes: {error}.") from None
    return dict(values)


def _typed(type_: schema.Type, value: Any) -> Any:
    match type_:
        case schema.Type.DATE:
            return date.fromisoformat(value)
        case schema.Type.DATETIME:
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is None:
                raise ValueError(f"{value!r} has no offset")
            return moment.astimezone(UTC)
        case schema.Type.FLOAT if not isinstance(value, bool):
            return float(value)
        case schema.Type.INTEGER if type(value) is int and -_LARGEST <= value <= _LARGEST:
            return value
        case schema.Type.BOOLEAN if isinstance(value, bool):
            return value
        case schema.Type.STRING if isinstance(value, str):
            value.encode()
            return value
        case schema.Type.STRINGS if isinstance(value, list):
            "".join(value).encode()
            return value
    raise ValueError(f"{str(value)[:40]!r}")


def to_table(values: Mapping[str, Any]) -> str:
    """Properties as the driver gives them, as canonical JSON without the `id`: keys sorted, times in UTC, no blanks."""
    kept = {key: value for key, value in values.items() if key != "id"}
    return _ENCODER.encode(kept)


def canonical(name: str, text: str) -> str:
    """The JSON of a table's row in the form of `to_table`, so that the two compare as text."""
    return to_table(from_table(name, text, f"a {name} of the graph tables"))


def _text(value: object) -> str:
    if isinstance(value, (Date, DateTime)):
        return _text(value.to_native())
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)


_ENCODER = json.JSONEncoder(default=_text, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
