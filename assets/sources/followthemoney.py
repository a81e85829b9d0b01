"""Entities of FollowTheMoney, JSON lines: the way in of what OpenSanctions, Aleph and their like publish.

Anybody's export, one entity a line (`id`, `schema`, `properties`). Persons and bodies, their payments, accounts,
wallets, offices, ownerships, declared ties and sanctions are read; entities of other schemata and properties that are
not read are counted and signalled. It tells no channel of a payment, and no account without an entity for it. A
Sanction becomes a listing of its authority; screening reads the lists themselves. Of the topics of a party only that
of a bank is used; a wallet of which an exchange is named is taken for one that it keeps.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

from fundlink.sources import (
    Money,
    PartialDate,
    Snapshot,
    Unread,
    first_told,
    holds,
    holds_word,
    is_bank,
    is_one_of,
    officer_of,
    owns,
    party,
    ref,
    related_to,
    side,
    source,
    stated_listing,
    transfer,
    wallet_label,
    where,
)
from fundlink.sources.ftm import Bundle
from fundlink.sources.json_text import read_objects

REPAIR = "Export the entities again, one JSON object a line"


def read(file: Path) -> Snapshot:
    """Read the entities of a file.

    Raises:
        BadFile: not UTF-8, or no JSON.
    """
    unread: list[Unread] = []
    places: dict[str, int] = {}
    entities = []
    for found in read_objects(file, REPAIR):
        if isinstance(found, Unread):
            unread.append(found)
            continue
        place, entity = found
        key = entity.get("id")
        if not isinstance(key, str) or not isinstance(entity.get("schema"), str):
            unread.append(Unread(place, "is no entity: id or schema is missing", str(entity)[:2000]))
        elif key in places:
            problem = f"the id «{key[:80]}» stands in {places[key]} too: keep one"
            unread.append(Unread(place, problem, str(entity)[:2000]))
        else:
            places[key] = place
            entities.append(entity)
    bundle = Bundle(entities)
    rows = [{**row, "_row": places[row["id"]]} for row in bundle.rows()]
    return Snapshot(None, rows, list(bundle.signals()), unread)


@source(
    title="FollowTheMoney entities",
    publisher="OpenSanctions, Aleph and others",
    key="id",
    cron="0 4 * * *",
    reader=read,
    whole=False,
    mentions={
        "party": party(
            kind="kind",
            name="name",
            aliases="aliases",
            father_name="father_name",
            birth_dates="birth_dates",
            iin="id_number",
            bin="id_number",
            documents="documents",
            phone="phone",
            email="email",
            account="account",
            wallet="wallet",
            address="address",
            city="city",
            country="country",
        ),
        "start": ref("followthemoney", "start_id", role="party"),
        "end": ref("followthemoney", "end_id", role="party"),
    },
    facts=[
        transfer(
            side("start", account="start_account", wallet="start_wallet"),
            side("end", account="end_account", wallet="end_wallet"),
            when=is_one_of("row_kind", "payment"),
            channel="channel",
            amount="amount",
            currency="currency",
            at="at",
            purpose="purpose",
            reference="reference",
        ),
        where(
            is_one_of("row_kind", "account", "wallet"),
            holds(
                "start",
                account="start_account",
                wallet="start_wallet",
                bank="bank",
                valid_from="valid_from",
                valid_to="valid_to",
            ),
        ),
        where(
            is_one_of("row_kind", "wallet"),
            wallet_label(
                address="start_wallet", chain="currency", label="kept_by", category=first_told(kept_by="exchange")
            ),
        ),
        is_bank("party", when=holds_word("topics", "fin.bank")),
        where(
            is_one_of("row_kind", "officer"),
            officer_of(
                "start",
                "end",
                role="role",
                valid_from="valid_from",
                valid_to="valid_to",
            ),
        ),
        where(
            is_one_of("row_kind", "ownership"),
            owns(
                "start",
                "end",
                share="share",
                valid_from="valid_from",
                valid_to="valid_to",
            ),
        ),
        where(
            is_one_of("row_kind", "tie"),
            related_to(
                "start",
                "end",
                kind="tie_kind",
                valid_from="valid_from",
                valid_to="valid_to",
            ),
        ),
        where(
            is_one_of("row_kind", "sanction"),
            stated_listing(
                "start",
                list="list_name",
                reference_number="reference",
                regime="regime",
                listed_on="valid_from",
                delisted_on="valid_to",
                comments="purpose",
            ),
        ),
    ],
)
@dataclass(frozen=True, slots=True)
class FtmEntity:
    """One entity: a party, a relation between two, or another."""

    id: str
    schema: str
    row_kind: str
    kind: str | None
    name: str | None
    aliases: tuple[str, ...]
    weak_names: tuple[str, ...]
    father_name: str | None
    birth_dates: tuple[str, ...]
    id_number: str | None
    other_numbers: tuple[str, ...]
    documents: tuple[str, ...]
    phone: str | None
    email: str | None
    account: str | None
    wallet: str | None
    address: str | None
    city: str | None
    country: str | None
    start_id: str | None
    end_id: str | None
    start_account: str | None
    end_account: str | None
    start_wallet: str | None
    end_wallet: str | None
    tie_kind: str | None
    role: str | None
    share: str | None
    valid_from: PartialDate | None
    valid_to: PartialDate | None
    at: datetime | None
    channel: str | None
    amount: Annotated[int | None, Money("currency")]
    currency: str | None
    purpose: str | None
    reference: str | None
    bank: str | None
    kept_by: str | None
    topics: tuple[str, ...]
    list_name: str | None
    regime: str | None
    status: str | None
