"""Entities of FollowTheMoney in columns: what each schema is to this graph, and which of its properties say what.

The vocabulary is that of the model of FollowTheMoney 4 (schemata and properties by their names); its library is not
needed. A property holds a list of texts. Relations name entities by id; accounts, addresses and papers are entities
of their own there and are joined to what they belong to, within the file.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from fundlink.sources.values import distinct

PARTIES = {"Person": "person", "Organization": "organization", "Company": "organization", "PublicBody": "organization"}
PARTIES |= {"LegalEntity": ""}
"""Schema -> kind of party; empty where the entity may be either."""

RELATIONS: dict[str, tuple[str, str, str]] = {
    "Payment": ("payment", "payer", "beneficiary"),
    "Ownership": ("ownership", "owner", "asset"),
    "Directorship": ("officer", "director", "organization"),
    "Employment": ("tie", "employee", "employer"),
    "Membership": ("tie", "member", "organization"),
    "Representation": ("tie", "agent", "client"),
    "Family": ("tie", "person", "relative"),
    "Associate": ("tie", "person", "associate"),
    "UnknownLink": ("tie", "subject", "object"),
    "Sanction": ("sanction", "entity", ""),
    "BankAccount": ("account", "holder", ""),
    "CryptoWallet": ("wallet", "holder", ""),
}
"""Schema -> kind of row, and the properties that name its two ends."""

PAPERS = {"Identification", "Passport"}
BODIES = {"organization", "asset", "employer", "client"}
"""Ends at which a LegalEntity is an organisation."""

NAMES = ("name", "alias", "previousName", "abbreviation")
NUMBERS = ("idNumber", "innCode", "taxNumber", "registrationNumber")
USED = {
    *(*NAMES, *NUMBERS, "weakAlias", "firstName", "secondName", "middleName", "lastName", "fatherName", "birthDate"),
    *("passportNumber", "phone", "email", "address", "addressEntity", "country", "full", "street", "city", "number"),
    *("holder", "role", "relationship", "startDate", "endDate", "date", "listingDate", "amount", "currency", "purpose"),
    *("transactionNumber", "payerAccount", "beneficiaryAccount", "accountNumber", "iban", "bankName", "publicKey"),
    *("percentage", "authority", "program", "reason", "authorityId", "status", "topics", "currencySymbol"),
    *("managingExchange", "managingExchangeId"),
    *(end for _, start, other in RELATIONS.values() for end in (start, other) if end),
}
IGNORED = {
    *("nationality", "citizenship", "gender", "ethnicity", "religion", "birthPlace", "birthCountry", "deathDate"),
    *("title", "nameSuffix", "education", "position", "political", "profession", "keywords", "notes"),
    *("summary", "description", "sourceUrl", "publisher", "publisherUrl", "retrievedAt", "modifiedAt", "createdAt"),
    *("proof", "indexText", "wikidataId", "wikipediaUrl", "website", "legalForm", "incorporationDate", "jurisdiction"),
    *("mainCountry", "sector", "classification", "dissolutionDate", "opencorporatesUrl", "leiCode", "swiftBic", "bic"),
    *("type", "region", "postalCode", "state", "latitude", "longitude", "remarks", "postOfficeBox", "street2"),
    *("amountUsd", "amountEur", "sequenceNumber", "recordId", "programUrl", "unscId", "duration", "listingUrl"),
    *("balance", "balanceDate", "motherName", "spokenLanguage", "provisions"),
}
"""Left out by name; nationality, religion and the like are used for nothing (guard rail 5)."""

Entity = dict[str, Any]
Columns = dict[str, Any]


class Bundle:
    """The entities of a file, and what belongs together among them."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.entities = {str(entity.get("id")): entity for entity in entities}
        self.held: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.bodies: set[str] = set()
        self.lost = 0
        for entity in self.entities.values():
            self._join(entity)

    def _join(self, entity: Entity) -> None:
        schema = entity.get("schema")
        for holder in values(entity, "holder"):
            for what, number in self._numbers(entity, schema):
                self.held[holder][what].append(number)
        if schema in RELATIONS:
            for end in RELATIONS[schema][1:]:
                self.bodies.update(values(entity, end) if end in BODIES else ())

    def _numbers(self, entity: Entity, schema: Any) -> Iterator[tuple[str, str]]:
        if schema in PAPERS:
            yield from (("document", number) for number in values(entity, "number"))
        elif schema in ("BankAccount", "CryptoWallet"):
            what, number = self.account(entity)
            if number:
                yield what, number

    def account(self, entity: Entity) -> tuple[str, str | None]:
        """`account` or `wallet`, and its number or address."""
        if entity.get("schema") == "CryptoWallet":
            return "wallet", first(entity, "publicKey", "name")
        return "account", first(entity, "iban", "accountNumber", "name")

    def account_at(self, entity: Entity, prop: str, end: str) -> Columns:
        """The column of the account or wallet that a payment names at one end."""
        named = first(entity, prop)
        if named is None:
            return {}
        if named not in self.entities:
            self.lost += 1
            return {}
        what, number = self.account(self.entities[named])
        return {f"{end}_{what}": number}

    def address_of(self, entity: Entity) -> Columns:
        """Address and city, of the entity itself or of the Address it refers to."""
        place = self.entities.get(first(entity, "addressEntity") or "", {})
        full = first(entity, "address") or first(place, "full", "street")
        return {"address": full, "city": first(place, "city") or first(entity, "city")}

    def rows(self) -> Iterator[Columns]:
        """One row an entity."""
        for key, entity in self.entities.items():
            schema = str(entity.get("schema"))
            row = {"id": key, "schema": schema, "row_kind": "other", "kind": "other"}
            if schema in PARTIES:
                yield row | self._party(key, entity, PARTIES[schema])
            elif schema in RELATIONS:
                yield row | self._relation(entity, schema)
            else:
                yield row

    def _party(self, key: str, entity: Entity, kind: str) -> Columns:
        names = distinct(name for prop in NAMES for name in values(entity, prop))
        parts = [first(entity, name) for name in ("firstName", "secondName", "middleName", "lastName")]
        names = names or distinct([" ".join(part for part in parts if part)])
        numbers = distinct(number for prop in NUMBERS for number in values(entity, prop))
        held = self.held.get(key, {})
        return {
            "row_kind": "party",
            "kind": kind or ("organization" if key in self.bodies else None),
            "name": names[0] if names else None,
            "aliases": names[1:],
            "weak_names": values(entity, "weakAlias"),
            "father_name": first(entity, "fatherName"),
            "birth_dates": values(entity, "birthDate"),
            "id_number": next((number for number in numbers if re.fullmatch(r"[0-9]{12}", number)), None),
            "documents": distinct([*values(entity, "passportNumber"), *held.get("document", ())]),
            "other_numbers": [number for number in numbers if not re.fullmatch(r"[0-9]{12}", number)],
            "phone": first(entity, "phone"),
            "email": first(entity, "email"),
            "topics": values(entity, "topics"),
            "account": next(iter(held.get("account", ())), None),
            "wallet": next(iter(held.get("wallet", ())), None),
            "country": first(entity, "country"),
            **self.address_of(entity),
        }

    def _relation(self, entity: Entity, schema: str) -> Columns:
        kind, start, end = RELATIONS[schema]
        starts, ends = values(entity, start), values(entity, end) if end else []
        # Whoever directs a body may be a body too: that is a tie, an officer is a person.
        if kind == "officer" and self.entities.get(next(iter(starts), ""), {}).get("schema") != "Person":
            kind = "tie"
        row = {
            "row_kind": kind,
            "start_id": next(iter(starts), None),
            "end_id": next(iter(ends), None),
            "tie_kind": first(entity, "relationship", "role") or schema.lower(),
            "role": first(entity, "role") or schema.lower(),
            "valid_from": first(entity, "listingDate", "startDate"),
            "valid_to": first(entity, "endDate"),
            "share": first(entity, "percentage"),
            "purpose": first(entity, "purpose", "reason"),
            "reference": first(entity, "transactionNumber", "authorityId"),
            "list_name": first(entity, "authority", "program"),
            "regime": first(entity, "program"),
            "bank": first(entity, "bankName"),
            "status": first(entity, "status"),
        }
        if kind in ("account", "wallet"):
            what, number = self.account(entity)
            row[f"start_{what}"] = number
        if kind == "wallet":
            row["currency"] = first(entity, "currencySymbol", "currency")
            row["kept_by"] = first(entity, "managingExchange", "managingExchangeId")
        if kind == "payment":
            row |= self._payment(entity)
        return row

    def _payment(self, entity: Entity) -> Columns:
        row: Columns = {
            "at": first(entity, "date", "startDate"),
            "amount": first(entity, "amount"),
            "currency": (first(entity, "currency") or "").upper() or None,
        }
        for prop, side in (("payerAccount", "start"), ("beneficiaryAccount", "end")):
            row |= self.account_at(entity, prop, side)
        row["channel"] = "virtual_asset" if row.get("start_wallet") or row.get("end_wallet") else "bank"
        return row

    def signals(self) -> Iterator[str]:
        """Schemata and properties that are not read, with how often they stand there."""
        known = {*PARTIES, *RELATIONS, *PAPERS, "Address"}
        others = Counter(str(entity.get("schema")) for entity in self.entities.values()) - Counter(
            dict.fromkeys(known, 0)
        )
        for schema, count in sorted(others.items()):
            if schema not in known:
                yield f"schema «{schema[:40]}» is not read: {count:,} entities"
        props = Counter(name for entity in self.entities.values() for name in _properties(entity))
        for name in sorted(props.keys() - USED - IGNORED):
            yield f"property «{name[:40]}» is not read: {props[name]:,} entities have it"
        if self.lost:
            yield f"{self.lost:,} accounts of payments are not in the file"


def _properties(entity: Entity) -> dict[str, Any]:
    found = entity.get("properties")
    return found if isinstance(found, dict) else {}


def values(entity: Entity, prop: str) -> list[str]:
    """The texts of a property."""
    found = _properties(entity).get(prop)
    if not found:
        return []
    items = found if isinstance(found, list) else [found]
    return distinct(" ".join(item.split()) for item in items if isinstance(item, str))


def first(entity: Entity, *props: str) -> str | None:
    """The first text of the first property that has one."""
    return next((value for prop in props for value in values(entity, prop)), None)
