"""What a row states: nodes and relationships of the graph, told in the row's own columns.

A fact is data, not code: `states` holds SQL expressions over the source's table, aliased `r`, whose
columns are the record's plus `_source`, `_key`, `_version`, `_record_id`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fundlink.sources.currencies import DIGITS
from fundlink.sources.sql import account_key, literal, quoted


@dataclass(frozen=True)
class Role:
    """An end of a relationship: the party that plays this role in the row, once resolved."""

    name: str


@dataclass(frozen=True)
class At:
    """An end of a relationship: a node that is no party."""

    label: str
    id: str


End = Role | At


@dataclass(frozen=True)
class Nodes:
    """One node a row, where `id` is not NULL; one an item of the list column `each`, called `item`."""

    label: str
    id: str
    properties: Mapping[str, str]
    labels: tuple[str, ...] = ()
    each: str | None = None


@dataclass(frozen=True)
class Edges:
    """One relationship a row, where both ends are there; one an item of the list column `each`, called `item`."""

    type: str
    start: End
    end: End
    properties: Mapping[str, str]
    each: str | None = None


@dataclass(frozen=True)
class About:
    """Properties of the organization that plays a role: what a register says of it."""

    role: str
    properties: Mapping[str, str]


@dataclass(frozen=True)
class Screened:
    """An entry of a list as screening reads it: `properties` of the listing, and list columns beside the mention's.

    `further` maps `weak_names` (aliases of low quality), `birth_between` (years, `1960/1965`), `sex`, `wallets`,
    `phones` and `emails` to columns.
    """

    role: str
    properties: Mapping[str, str]
    further: Mapping[str, str]


State = Nodes | Edges | About | Screened


@dataclass(frozen=True)
class Fact:
    """What each row of a source states; `columns` are those it reads."""

    states: tuple[State, ...]
    columns: Mapping[str, str]

    @property
    def roles(self) -> frozenset[str]:
        """The roles it speaks of."""
        ends = [end for s in self.states if isinstance(s, Edges) for end in (s.start, s.end)]
        about = [s.role for s in self.states if isinstance(s, About)]
        return frozenset([*about, *(end.name for end in ends if isinstance(end, Role))])


def _column(name: str) -> str:
    return f"r.{quoted(name)}"


def _all(columns: Mapping[str, str]) -> dict[str, str]:
    return {name: _column(column) for name, column in columns.items()}


TRANSFER = At("Transfer", "r._source || ':' || r._key")
RECORD = At("Record", "r._record_id")


def register_entry(role: str, **columns: str) -> Fact:
    """What a register says of the organization in `role`: `status`, `registered_on`, `dissolved_on`."""
    return Fact((About(role, _all(columns)),), columns)


def officer_of(officer: str, organization: str, *, role: str, valid_from: str, valid_to: str) -> Fact:
    """The person in one role holds an office in the organization in the other."""
    columns = {"role": role, "valid_from": valid_from, "valid_to": valid_to}
    return Fact((Edges("OFFICER_OF", Role(officer), Role(organization), _all(columns)),), columns)


def campaign(id: str, *, snapshot_at: str, description: str, organiser: str, beneficiary: str, **columns: str) -> Fact:
    """A campaign as one snapshot shows it; further columns are properties of `Campaign`."""
    version = At("CampaignVersion", f"{_column(id)} || '@' || coalesce(r._version, '')")
    node = At("Campaign", _column(id))
    states = {
        "snapshot_at": _column(snapshot_at),
        "title": _column(columns["title"]),
        "description": _column(description),
        "organiser_name": _column(organiser),
        "beneficiary_name": _column(beneficiary),
    }
    return Fact(
        (
            Nodes("Campaign", node.id, _all(columns)),
            Nodes("CampaignVersion", version.id, states),
            Edges("VERSION_OF", version, node, {}),
        ),
        {
            **columns,
            "id": id,
            "snapshot_at": snapshot_at,
            "description": description,
            "organiser": organiser,
            "beneficiary": beneficiary,
        },
    )


def organizes(role: str, campaign: str) -> Fact:
    """The party in `role` runs the campaign whose id stands in the column `campaign`."""
    return Fact((Edges("ORGANIZES", Role(role), At("Campaign", _column(campaign)), {}),), {"campaign": campaign})


def raises_for(campaign: str, role: str) -> Fact:
    """The campaign names the party in `role` as its beneficiary."""
    return Fact((Edges("RAISES_FOR", At("Campaign", _column(campaign)), Role(role), {}),), {"campaign": campaign})


def account_of_campaign(campaign: str, *, account: str, wallet: str) -> Fact:
    """The account and the wallet that the campaign states for payouts."""
    node = At("Campaign", _column(campaign))
    return Fact(
        (
            Edges("PAYS_OUT_TO", node, At("Account", account_key(_column(account))), {}),
            Edges("PAYS_OUT_TO", node, At("Account", _column(wallet)), {}),
        ),
        {"campaign": campaign, "account": account, "wallet": wallet},
    )


def _in_tenge(amount: str, currency: str) -> str:
    return f"CASE WHEN {_column(currency)} = 'KZT' THEN {_column(amount)} END"


def _minor_units(currency: str) -> str:
    """SQL: how many minor units make one of the currency: 100, unless ISO 4217 says otherwise."""
    codes = sorted(code for code, digits in DIGITS.items() if digits != 2)
    others = " ".join(f"WHEN {literal(code)} THEN {10 ** DIGITS[code]}" for code in codes)
    return f"CASE WHEN {_column(currency)} IS NOT NULL THEN CASE {_column(currency)} {others} ELSE 100 END END"


def donation(
    donor: str,
    *,
    campaign: str,
    amount: str,
    currency: str,
    at: str,
    refunded_at: str,
    message: str,
    account: str,
    wallet: str,
    device: str,
    ip_address: str,
) -> Fact:
    """A donation to a campaign. A refunded one keeps its place, with status `refunded`, and counts in no sum."""
    node = {
        "channel": "'donation'",
        "kind": "'payment'",
        "amount": _column(amount),
        "currency": _column(currency),
        "minor_units": _minor_units(currency),
        "amount_kzt": _in_tenge(amount, currency),
        "at": _column(at),
        "status": f"CASE WHEN {_column(refunded_at)} IS NULL THEN 'paid' ELSE 'refunded' END",
        "purpose": _column(message),
    }
    return Fact(
        (
            Nodes("Transfer", TRANSFER.id, node),
            Edges("RECORDED_IN", TRANSFER, RECORD, {}),
            Edges("SENT", Role(donor), TRANSFER, {}),
            Edges("PAID_TO", TRANSFER, At("Campaign", _column(campaign)), {}),
            Edges("FROM_ACCOUNT", TRANSFER, At("Account", account_key(_column(account))), {}),
            Edges("FROM_ACCOUNT", TRANSFER, At("Account", _column(wallet)), {}),
            Edges("MADE_FROM", TRANSFER, At("Device", _column(device)), {}),
            Edges("MADE_FROM", TRANSFER, At("IpAddress", _column(ip_address)), {}),
            Nodes("Device", _column(device), {"value": _column(device)}),
            Nodes("IpAddress", _column(ip_address), {"value": _column(ip_address)}),
        ),
        {
            "campaign": campaign,
            "amount": amount,
            "currency": currency,
            "at": at,
            "refunded_at": refunded_at,
            "message": message,
            "account": account,
            "wallet": wallet,
            "device": device,
            "ip_address": ip_address,
        },
    )


def informal_transfer(sender: str, receiver: str, *, origin_agent: str, payout_agent: str, **columns: str) -> Fact:
    """A transfer through informal agents (hawala): both legs, the token, the agents, the settlement.

    `columns` maps `reference, at, paid_at, amount, currency, status, purpose, settlement_method` and, for each
    leg, `origin_city, origin_country, payout_city, payout_country`.
    """
    of = _all(columns)
    node = {
        "channel": "'informal'",
        "kind": "'payment'",
        "minor_units": _minor_units(columns["currency"]),
        "amount_kzt": _in_tenge(columns["amount"], columns["currency"]),
        **{name: expression for name, expression in of.items() if not name.startswith(("origin_", "payout_"))},
    }
    origin = {"leg": "'origin'", "city": of["origin_city"], "country": of["origin_country"]}
    payout = {"leg": "'payout'", "city": of["payout_city"], "country": of["payout_country"]}
    return Fact(
        (
            Nodes("Transfer", TRANSFER.id, node),
            Edges("RECORDED_IN", TRANSFER, RECORD, {}),
            Edges("SENT", Role(sender), TRANSFER, {}),
            Edges("PAID_TO", TRANSFER, Role(receiver), {}),
            Edges("HANDLED_BY", TRANSFER, Role(origin_agent), origin),
            Edges("HANDLED_BY", TRANSFER, Role(payout_agent), payout),
        ),
        columns,
    )


def listing(
    role: str,
    *,
    list_name: str,
    refers_to: str | None = None,
    refers_to_in: Mapping[str, str] | None = None,
    screened: Mapping[str, str] | None = None,
    **columns: str,
) -> Fact:
    """An entry of an official list; further columns are properties of `Listing`.

    `refers_to` is a list column of reference numbers of this list that its text names; `refers_to_in` maps other
    lists to the columns with numbers of theirs (`{"un_sc_sanctions": "un_references"}`).
    A number may have stood for several entries in turn: it means the current one, or else the latest listed.
    Numbers of no known entry are left out (the text is in the evidence).

    `screened` names what screening reads beside the mention (`Screened.further`); its `wallets` are listed themselves.
    """
    node = At("Listing", "r._source || ':' || r._key")
    properties = {**_all(columns), "list": literal(list_name), "delisted_on": "r._delisted_on"}
    further = screened or {}
    references = [("r._source", refers_to)] if refers_to else []
    references += [(literal(source), column) for source, column in (refers_to_in or {}).items()]
    states: tuple[State, ...] = (
        Nodes("Listing", node.id, properties),
        Edges("LISTED_IN", Role(role), node, {}),
        *(Edges("REFERS_TO", node, _listed(source), {}, each=column) for source, column in references),
        Screened(role, properties, further),
    )
    if "wallets" in further:
        wallet, wallets = At("Account", "r.item"), further["wallets"]
        states += (
            Nodes("Account", wallet.id, {"number": wallet.id, "kind": "'wallet'"}, ("Wallet",), each=wallets),
            Edges("HOLDS", Role(role), wallet, {}, each=wallets),
            Edges("LISTED_IN", wallet, node, {}, each=wallets),
        )
    return Fact(states, {**columns, **further, **{f"refers_to_{at}": name for at, (_, name) in enumerate(references)}})


def _listed(source: str) -> At:
    """The entry of the list `source` that bears the reference number `item`, out of the projection's `listings`."""
    latest = "arg_max(o.id, (o.delisted_on IS NULL, o.listed_on, o.id))"
    return At("Listing", f"(SELECT {latest} FROM listings o WHERE o.source = {source} AND o.reference_number = item)")
