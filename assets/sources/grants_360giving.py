"""Grants, as funders publish them in the 360Giving data standard (JSON): who gave how much to whom, for what, and when.

Published by each funder on its own site, some yearly, some daily; a file is not the whole of anything. A grant is
a promise to pay: it is one movement of money from funder to recipient over the amount awarded, through the bank, with
the status `awarded`; where the funder says what it has disbursed, `paid` or `partly_paid`. The day is that of the
award. The standard asks for ISO dates; some write day and month with slashes: they are read where the file itself
shows which comes first (a number over 12), and otherwise left out, the text being kept. Organizations go by
identifiers (`GB-CHC-...`, or the funder's own): two grants to one identifier are to one organization.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from fundlink.errors import BadFile
from fundlink.sources import (
    LongText,
    Money,
    Snapshot,
    Unread,
    always,
    distinct,
    organization,
    party,
    side,
    source,
    transfer,
)
from fundlink.sources.dates import Order, read_date
from fundlink.sources.listed import iso_date
from fundlink.sources.text import read_json, scalar

REPAIR = "Download the grants again as JSON (360Giving)"
USED = {
    *("id", "title", "description", "amountAwarded", "amountDisbursed", "currency", "awardDate"),
    *("recipientOrganization", "recipientIndividual", "fundingOrganization", "grantProgramme"),
}
IGNORED = {
    *("amountAppliedFor", "plannedDates", "actualDates", "beneficiaryLocation", "classifications", "dateModified"),
    *("relatedActivity", "relatedDocument", "dataSource", "additional_data", "fromOpenCall", "fundingType"),
    *("grantConditions", "toIndividualsDetails", "regrantType", "url", "dataset", "filename", "licence", "license"),
    *("recipientOrganizationDetails", "locationScope"),
}
SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")


def read(file: Path) -> Snapshot:
    """Read one file of grants.

    Raises:
        BadFile: no JSON, or no file of grants.
    """
    value = read_json(file, REPAIR)
    grants = value.get("grants") if isinstance(value, dict) else None
    if not isinstance(grants, list):
        raise BadFile(file.name, "", "no file of grants: it has no list `grants`", REPAIR)
    known = [grant for grant in grants if isinstance(grant, dict)]
    order = _order([scalar(grant.get("awardDate")) or "" for grant in known])
    rows = [{**_row(grant, order), "_row": n} for n, grant in enumerate(grants, 1) if isinstance(grant, dict)]
    unread = [
        Unread(number, "is no grant: it has no fields", (scalar(grant) or "")[:200])
        for number, grant in enumerate(grants, 1)
        if not isinstance(grant, dict)
    ]
    return Snapshot(None, rows, list(_signals(known, rows)), unread)


def _order(dates: list[str]) -> Order | None:
    """Whether slashed dates of the file have the day first; None where they do not show it, or show both."""
    pairs = [(int(match[1]), int(match[2])) for text in dates if (match := SLASHED.match(text))]
    first, second = any(a > 12 for a, _ in pairs), any(b > 12 for _, b in pairs)
    return None if first == second else "day first" if first else "month first"


def _signals(grants: list[dict[str, Any]], rows: list[dict[str, Any]]) -> Iterator[str]:
    for name in sorted({str(name) for grant in grants for name in grant} - USED - IGNORED):
        yield f"unknown field {' '.join((scalar(name) or '').split())[:40]}, ignored"
    undated = [row["award_date"] for row in rows if row["award_date"] and not row["awarded_at"]]
    if undated:
        yield f"award dates that cannot be told for sure, kept as text: {len(undated):,}, e.g. «{undated[0][:40]}»"
    several = sum(bool(row["other_recipients"]) for row in rows)
    if several:
        yield f"grants to several recipients: {several:,}, the first is taken and the others kept as text"


def _row(grant: dict[str, Any], order: Order | None) -> dict[str, Any]:
    people, bodies = _all(grant, "recipientIndividual"), _all(grant, "recipientOrganization")
    recipient = (bodies or people or [{}])[0]
    funder = (_all(grant, "fundingOrganization") or [{}])[0]
    award_date = scalar(grant.get("awardDate"))
    return {
        "grant_id": scalar(grant.get("id")),
        "title": scalar(grant.get("title")),
        "description": scalar(grant.get("description")),
        "programme": next(iter(distinct(scalar(p.get("title")) for p in _all(grant, "grantProgramme"))), None),
        "amount_awarded": scalar(grant.get("amountAwarded")),
        "amount_disbursed": scalar(grant.get("amountDisbursed")),
        "currency": scalar(grant.get("currency")),
        "status": _status(scalar(grant.get("amountAwarded")), scalar(grant.get("amountDisbursed"))),
        "award_date": award_date,
        "awarded_at": _at(award_date or "", order),
        "funder_name": scalar(funder.get("name")),
        "funder_numbers": _numbers(funder),
        "recipient_kind": "organization" if bodies or not people else "person",
        "recipient_name": scalar(recipient.get("name")),
        "recipient_numbers": _numbers(recipient),
        "recipient_address": ", ".join(
            distinct(scalar(recipient.get(name)) for name in ("streetAddress", "addressLocality", "postalCode"))
        )
        or None,
        "recipient_city": scalar(recipient.get("addressLocality")),
        "recipient_country": scalar(recipient.get("addressCountry")),
        "other_recipients": distinct(scalar(other.get("name")) for other in [*bodies, *people][1:]),
    }


def _all(grant: dict[str, Any], field: str) -> list[dict[str, Any]]:
    value = grant.get(field)
    several = value if isinstance(value, list) else [value]
    return [item for item in several if isinstance(item, dict)]


def _numbers(body: dict[str, Any]) -> list[str]:
    """Its identifiers, in the form of org-id.guide where the publisher gives the bare numbers of the registers."""
    charity, company = (scalar(body.get(name)) for name in ("charityNumber", "companyNumber"))
    return distinct(
        [scalar(body.get("id")), charity and f"GB-CHC-{charity}", company and f"GB-COH-{company}"],
    )


def _at(text: str, order: Order | None) -> str | None:
    """The time of the award: a day begins at midnight UTC."""
    day = read_date(text[:10] if iso_date(text) else text, order).text
    return f"{day}T00:00:00Z" if day and len(day) == 10 else None


def _status(awarded: str | None, disbursed: str | None) -> str:
    try:
        paid, promised = float(disbursed or 0), float(awarded or 0)
    except ValueError:
        return "awarded"
    return "awarded" if not paid > 0 else "paid" if paid >= promised else "partly_paid"


@source(
    title="Grants by funders (360Giving)",
    publisher="Funders who publish in the 360Giving data standard",
    key="grant_id",
    cron="0 4 * * 1",
    reader=read,
    whole=False,
    mentions={
        "funder": organization(name="funder_name", documents="funder_numbers"),
        "recipient": party(
            kind="recipient_kind",
            name="recipient_name",
            documents="recipient_numbers",
            address="recipient_address",
            city="recipient_city",
            country="recipient_country",
        ),
    },
    facts=[
        transfer(
            side("funder"),
            side("recipient"),
            channel=always("bank"),
            amount="amount_awarded",
            currency="currency",
            at="awarded_at",
            status="status",
            purpose="title",
            reference="grant_id",
        )
    ],
)
@dataclass(frozen=True, slots=True)
class Grant:
    """One grant, from one funder to one recipient."""

    grant_id: str
    title: str | None
    description: LongText | None
    programme: str | None
    amount_awarded: Annotated[int, Money("currency")]
    amount_disbursed: Annotated[int | None, Money("currency")]
    currency: str
    status: str
    award_date: str | None
    awarded_at: datetime | None
    funder_name: str | None
    funder_numbers: tuple[str, ...]
    recipient_kind: str
    recipient_name: str | None
    recipient_numbers: tuple[str, ...]
    recipient_address: str | None
    recipient_city: str | None
    recipient_country: str | None
    other_recipients: tuple[str, ...]
