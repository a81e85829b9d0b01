"""Messages of the travel rule (interVASP IVMS101, 2020 and 2023) in columns, whatever envelope they came in.

Issues differ in `camelCase`, `PascalCase` and `snake_case`, and in the singular or plural of lists: names are compared
in lower case, without underscores and without the ending of a plural.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from fundlink.sources.values import distinct

ENVELOPE = {
    "tx_hash": ("txid", "txhash", "transactionhash", "transactionid"),
    "network": ("network", "chain", "blockchain"),
    "asset": ("assettype", "asset", "virtualasset", "currency", "symbol", "ticker"),
    "amount": ("amount", "virtualassetamount", "transactionamount"),
    "at": ("timestamp", "transactiontime", "sentat", "createdat", "datetime"),
    "originator_wallet": ("originator", "originatoraddress", "fromaddress", "from"),
    "beneficiary_wallet": ("beneficiary", "beneficiaryaddress", "toaddress", "to"),
}
"""Column -> what envelopes (TRISA, TRP, OpenVASP) call the data of the transfer, in the order of preference."""

PAPERS = {"ARNU", "CCPT", "DRLC", "SOCS", "IDCD", "TXID", "RAID"}
"""Types of a national identifier that are of an identity paper."""

Columns = dict[str, Any]


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """A name as it is compared."""
    return name.replace("_", "").lower().rstrip("es")


def get(value: Any, *path: str) -> Any:
    """What stands under the names, one in the other; of a list, in its first item that has it; None where nothing."""
    for name in path:
        wanted, items = fold(name), value if isinstance(value, list) else [value]
        named = (v for item in items if isinstance(item, dict) for k, v in item.items() if fold(k) == wanted)
        value = next((v for v in named if v not in (None, "", [], {})), None)
    return value


def many(value: Any, *path: str) -> list[Any]:
    """What stands there as a list."""
    found = get(value, *path)
    return found if isinstance(found, list) else [] if found is None else [found]


def text(value: Any, *path: str) -> str | None:
    """The text that stands there."""
    found = get(value, *path)
    found = found[0] if isinstance(found, list) and found else found
    return " ".join(found.split()) or None if isinstance(found, str) else None


def identity(message: Any) -> dict[str, Any] | None:
    """The IVMS101 part of a message: the nearest object with an originator or a beneficiary that is an object."""
    level = [message]
    while level:
        for value in level:
            if isinstance(value, dict) and any(isinstance(get(value, n), dict) for n in ("originator", "beneficiary")):
                return value
        level = [v for value in level for v in (value.values() if isinstance(value, dict) else _items(value))]
    return None


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def envelope(message: Any, without: Any) -> Columns:
    """The data of the transfer, from the nearest texts of those names outside of the IVMS101 part."""
    told = list(_texts(message, without))
    found = {c: next((v for n in names for k, v in told if k == fold(n)), None) for c, names in ENVELOPE.items()}
    found["amount_text"], found["amount"] = found["amount"], _amount(found["amount"])
    # An asset named by number (TRP) has an amount in a unit that the message does not tell.
    if (found["asset"] or "0").isdigit():
        found["asset"] = found["amount"] = None
    found["asset"] = (found["asset"] or "").upper() or None
    return found


def _texts(message: Any, without: Any) -> Iterator[tuple[str, str]]:
    level = [("", message)]
    while level:
        yield from ((name, value) for name, value in level if isinstance(value, str) and value)
        within = [pair for _, v in level if isinstance(v, dict) and v is not without for pair in v.items()]
        level = [(fold(name), value) for name, value in within]


def _amount(written: str | None) -> str | None:
    """The amount to 1e-8 units, cut off: nobody is shown with more than they had."""
    try:
        exact = Decimal(written or "")
        return format(exact.quantize(Decimal(10) ** -8, "ROUND_DOWN") if exact.is_finite() else exact, "f")
    except InvalidOperation:
        return written


def parties(side: Any, name: str) -> list[Columns]:
    """The persons of a side, natural or legal, in columns."""
    return [person(each) for each in many(side, f"{name}Persons") or many(side, f"{name}Person")]


def person(value: Any) -> Columns:
    """A natural or legal person in columns."""
    natural, legal = get(value, "naturalPerson"), get(value, "legalPerson")
    known = legal if natural is None else natural
    names = [
        (text(each, "nameIdentifierType") or text(each, "naturalPersonNameIdentifierType") or "LEGL", _name(each))
        for kind in ("nameIdentifier", "localNameIdentifier", "phoneticNameIdentifier")
        for each in many(known, "name", kind)
    ] + [("LEGL", _name(get(known, "name")))]
    ordered = distinct(name for wanted in (True, False) for type, name in names if (type == "LEGL") == wanted)
    number = text(known, "nationalIdentification", "nationalIdentifier")
    type = (text(known, "nationalIdentification", "nationalIdentifierType") or "").upper().removeprefix(_PREFIX)
    place = get(known, "geographicAddress")
    lines = [text(place, each) for each in ("streetName", "buildingNumber", "buildingName", "addressLine")]
    return {
        "kind": "person" if natural is not None else "organization" if legal is not None else None,
        "name": ordered[0] if ordered else None,
        "aliases": ordered[1:],
        "birth_date": (text(known, "dateAndPlaceOfBirth", "dateOfBirth") or "")[:10] or None,
        "id_number": number,
        "documents": [number] if number and (type in PAPERS or type == "LEIX") else [],
        "customer_id": text(known, "customerIdentification") or text(known, "customerNumber"),
        "address": ", ".join(line for line in lines if line) or None,
        "city": text(place, "townName"),
        "country": text(known, "countryOfResidence") or text(place, "country") or text(known, "countryOfRegistration"),
    }


_PREFIX = "NATIONAL_IDENTIFIER_TYPE_CODE_"
"""What Protocol Buffers put before a code when they write JSON."""


def _name(value: Any) -> str | None:
    parts = (text(value, "secondaryIdentifier"), text(value, "primaryIdentifier"))
    return " ".join(part for part in parts if part) or text(value, "legalPersonName")
