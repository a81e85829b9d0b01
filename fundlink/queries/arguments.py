"""Parameters of a query: their declaration, and the values a caller gives, read by type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from fundlink.errors import FundlinkError

Value: TypeAlias = str | int | float | bool | date | list[str] | None

AS_OF = "as_of"
"""The parameter, a date, by which a query is asked how things stood on a day (`--as-of`)."""

_DECLARATION = re.compile(r"([a-z][a-z0-9_]*): ([a-z]+)(?: = (\S+(?: \S+)*?))?\s{2,}(\S.*)")
_BOOLEANS = {"true": True, "false": False}
PARAMETER_TYPES: dict[str, type] = {
    "string": str,
    "integer": int,
    "float": float,
    "boolean": bool,
    "date": date,
    "list": list,
}


@dataclass(frozen=True)
class Parameter:
    """A parameter of a query. A required one has no default; `null` as default makes it optional."""

    name: str
    type: str
    default: Value
    doc: str
    required: bool = False

    def value(self, given: object) -> Value:
        """The given value in the parameter's type; texts are read, as from a command line.

        Raises:
            ValueError: the value is not of the type.
        """
        if given is None and not self.required:
            return None
        if isinstance(given, str):
            return _read(self.type, given)
        if isinstance(given, (list, tuple)) and self.type == "list" and all(isinstance(item, str) for item in given):
            return list(given)
        if isinstance(given, int) and not isinstance(given, bool) and self.type in {"integer", "float"}:
            return given if self.type == "integer" else float(given)
        if type(given) is PARAMETER_TYPES[self.type] and isinstance(given, (float, bool, date)):
            return given
        raise ValueError(f"{given!r} is no {self.type}")


def parse_parameter(text: str) -> Parameter:
    """Read `name: type = default  what it is`; without `= default` the parameter is required.

    Raises:
        ValueError: the text breaks the form, or the default is not of the type.
    """
    found = _DECLARATION.fullmatch(text)
    if not found or found[2] not in PARAMETER_TYPES:
        types = ", ".join(sorted(PARAMETER_TYPES))
        raise ValueError(f"write `param name: type = default  what it is`, the type one of {types}")
    name, type_, default, doc = found.groups()
    value = None if default in {None, "null"} else _read(type_, default)
    return Parameter(name, type_, value, doc, required=default is None)


def arguments_of(query: str, parameters: Iterable[Parameter], given: Mapping[str, object]) -> dict[str, Value]:
    """Every parameter of a query with its value: the given one in its type, or the default.

    Raises:
        FundlinkError: a name the query does not know, a value of another type, a required one missing.
    """
    known = {parameter.name: parameter for parameter in parameters}
    if AS_OF in given and AS_OF not in known:
        raise FundlinkError(f"query {query}: it asks of no day, so as-of has no meaning for it.")
    if unknown := sorted(given.keys() - known.keys()):
        raise FundlinkError(f"query {query}: unknown parameter {unknown[0]!r}; it takes {', '.join(known) or 'none'}.")
    values: dict[str, Value] = {}
    for name, parameter in known.items():
        if name not in given and parameter.required:
            raise FundlinkError(f"query {query}: parameter {name!r} is missing ({parameter.doc}).")
        try:
            values[name] = parameter.value(given[name]) if name in given else parameter.default
        except ValueError as error:
            raise FundlinkError(f"query {query}: parameter {name!r}: {error}.") from None
    return values


def _read(type_: str, text: str) -> Value:
    try:
        match type_:
            case "integer":
                return int(text)
            case "float":
                return float(text)
            case "boolean":
                return _BOOLEANS[text.lower()]
            case "date":
                return date.fromisoformat(text)
            case "list":
                return [item.strip() for item in text.split(",") if item.strip()]
    except (ValueError, KeyError):
        example = {"boolean": "true or false", "date": "a date such as 2026-01-31"}.get(type_, f"a number ({type_})")
        raise ValueError(f"{text!r} is not {example}") from None
    return text
