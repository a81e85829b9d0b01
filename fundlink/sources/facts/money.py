"""Money as one model: whatever the channel, a movement is a `Transfer` with two sides.

Channels: donation, informal, bank, card, cash, virtual_asset. An end may be missing; an account stands in where no
holder is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fundlink.sources.currencies import DIGITS
from fundlink.sources.facts.accounts import account_node, account_states, wallet_node
from fundlink.sources.facts.states import At, Book, Edges, End, Fact, Nodes, Role, Side, State
from fundlink.sources.facts.told import RECORD, Told, Value, all_sql, always, column, columns_of, sql
from fundlink.sources.sql import literal

TRANSFER = At("Transfer", "r._transfer_id")
_LOCAL_DAY = "CAST({at} AT TIME ZONE 'Asia/Almaty' AS DATE)"


PAYMENT = always("payment")
NOT_MOVED = ("cancelled", "failed", "rejected", "returned", "refunded", "awarded")
"""Statuses of transfers that moved no money, or not yet: a grant that is only awarded."""
ORDERED = ("ordered",)
"""Statuses that leave it open: an order moves money only where a record of its being carried out joins it."""
PERMITTED_REPORTS = ("6010", "6020", "6030")
"""FM-1: what a listed person may be paid or may pay (KZ: order on financial monitoring reports)."""
PERMITTED_PURPOSES = r"0\d\d|332|9\d\d"
"""EKNP: pensions and benefits, wages, taxes and other payments to and from the budget (KZ)."""


@dataclass(frozen=True)
class Leg:
    """A side of a transfer by the row's roles and columns; each may be missing."""

    role: str | None = None
    account: str | None = None
    wallet: str | None = None
    campaign: str | None = None
    bank: str | None = None
    chain: str | None = None

    @property
    def end(self) -> End:
        """Where SENT begins, or PAID_TO ends."""
        if self.campaign:
            return At("Campaign", column(self.campaign))
        known = [node.id for node in self.nodes]
        return Side(self.role, f"coalesce({', '.join(known)})" if known else None)

    @property
    def nodes(self) -> list[At]:
        """The account and the wallet."""
        named = [account_node(self.account)] if self.account else []
        return named + ([wallet_node(self.wallet)] if self.wallet else [])

    @property
    def columns(self) -> dict[str, str | None]:
        """The columns it reads."""
        told = ("account", "wallet", "campaign", "bank", "chain")
        return {name: getattr(self, name) for name in told}


def side(
    role: str | None = None,
    *,
    account: str | None = None,
    wallet: str | None = None,
    campaign: str | None = None,
    bank: str | None = None,
    chain: str | None = None,
) -> Leg:
    """A side of a transfer: the role in the row, and the columns of account and bank, wallet and chain, or campaign."""
    return Leg(role, account, wallet, campaign, bank, chain)


@dataclass(frozen=True)
class Handled:
    """An agent on a leg (`origin`, `payout`) of a transfer: its role in the row, and the columns of the place."""

    role: str
    leg: str
    city: str
    country: str


def minor_units(currency: Value) -> str:
    """SQL: how many minor units make one of the currency: 100, unless ISO 4217 says otherwise."""
    codes = sorted(code for code, digits in DIGITS.items() if digits != 2)
    others = " ".join(f"WHEN {literal(code)} THEN {10 ** DIGITS[code]}" for code in codes)
    return f"CASE WHEN {sql(currency)} IS NOT NULL THEN CASE {sql(currency)} {others} ELSE 100 END END"


def moved(status: Value | None) -> str:
    """SQL: whether a transfer of this status moved money; one without a status did, an order alone did not."""
    listed = ", ".join(map(literal, (*NOT_MOVED, *ORDERED)))
    return f"coalesce(lower({sql(status)}), '') NOT IN ({listed})" if status else "true"


def ordered(status: str) -> str:
    """SQL: whether that text, which may be NULL, is the status of an order."""
    return f"coalesce(lower({status}) IN ({', '.join(map(literal, ORDERED))}), false)"


def permitted(report_codes: Value | None, purpose_code: Value | None) -> str:
    """SQL: true where the codes say that the money is wages, a pension, a tax or another permitted payment.

    False where a report has another code beside, NULL where no code says anything.
    """
    cases = []
    if report_codes:
        codes, known = sql(report_codes), ", ".join(map(literal, PERMITTED_REPORTS))
        cases = [f"WHEN NOT list_has_all([{known}], {codes}) THEN false", f"WHEN len({codes}) > 0 THEN true"]
    if purpose_code:
        cases.append(f"WHEN regexp_full_match({sql(purpose_code)}, {literal(PERMITTED_PURPOSES)}) THEN true")
    return f"CASE {' '.join(cases)} END" if cases else "NULL::BOOLEAN"


def in_tenge(amount: Value, currency: Value, at: Value) -> str:
    """SQL: the amount in tiyn, at the rate of the day where one is given; half a tiyn is rounded up."""
    units, day = minor_units(currency), _LOCAL_DAY.format(at=sql(at))
    tiyn = f"({sql(amount)}::HUGEINT * q.millionths + 5000 * {units}) // (10000 * {units})"
    rated = f"(SELECT CAST({tiyn} AS BIGINT) FROM rates q WHERE q.currency = {sql(currency)} AND q.day = {day})"
    return f"CASE WHEN {sql(currency)} = 'KZT' THEN {sql(amount)} ELSE {rated} END"


def transfer(
    payer: Leg,
    payee: Leg,
    *,
    channel: Value,
    amount: Value,
    currency: Value,
    at: Value,
    kind: Value = PAYMENT,
    valued: tuple[str, str] | None = None,
    stated_kzt: str | None = None,
    handled: Sequence[Handled] = (),
    device: str | None = None,
    ip_address: str | None = None,
    book: Told | None = None,
    when: Told | None = None,
    **told: Value,
) -> Fact:
    """A movement of money.

    Args:
        payer, payee: the two sides.
        channel: donation, informal, bank, card, cash or virtual_asset.
        amount: integer in minor units of `currency`.
        at: when it was made.
        kind: payment, payout, refund, settlement, deposit or withdrawal.
        valued: columns of a worth in money that the source gives beside a virtual asset, and of its currency.
        stated_kzt: column of the amount in tiyn that the source itself states: it wins over the rate of the day.
        handled: the agents on its legs.
        device, ip_address: columns of what it was ordered from.
        book: in whose book the row stands (`book_of_account`, `book_of_leg`); missing: the source is one book.
        when: a condition (`is_one_of`): rows that fail it state another fact.
        told: further properties of `Transfer`: `status, purpose, reference, paid_at, ...`.
    """
    condition = when.sql if when else "true"
    worth, unit = valued or (amount, currency)
    tenge = in_tenge(worth, unit, at)
    node = {
        "channel": sql(channel),
        "kind": sql(kind),
        "amount": sql(amount),
        "currency": sql(currency),
        "minor_units": minor_units(currency),
        "amount_kzt": f"coalesce({column(stated_kzt)}, {tenge})" if stated_kzt else tenge,
        "at": sql(at),
        "moved": moved(told.get("status")),
        "permitted": permitted(told.get("report_codes"), told.get("purpose_code")),
        **all_sql(told),
    }
    states: list[State] = [
        Nodes("Transfer", TRANSFER.id, node, when=condition),
        Edges("RECORDED_IN", TRANSFER, RECORD, {}, when=condition),
        Edges("SENT", payer.end, TRANSFER, {}, when=condition),
        Edges("PAID_TO", TRANSFER, payee.end, {}, when=condition),
    ]
    for type, leg in (("FROM_ACCOUNT", payer), ("TO_ACCOUNT", payee)):
        states += account_states(leg.account, None, bank=leg.bank)
        states += account_states(None, leg.wallet, chain=leg.chain)
        states += [Edges(type, TRANSFER, node, {}, when=condition) for node in leg.nodes]
    for agent in handled:
        place = {"leg": literal(agent.leg), "city": column(agent.city), "country": column(agent.country)}
        states.append(Edges("HANDLED_BY", TRANSFER, Role(agent.role), place, when=condition))
    for label, value in (("Device", device), ("IpAddress", ip_address)):
        if value:
            states.append(Nodes(label, column(value), {"value": column(value)}))
            states.append(Edges("MADE_FROM", TRANSFER, At(label, column(value)), {}, when=condition))
    if book:
        states.append(Book(book.sql))
    columns = columns_of(
        {
            **told,
            **{f"payer {name}": value for name, value in payer.columns.items()},
            **{f"payee {name}": value for name, value in payee.columns.items()},
            **{f"{agent.leg} {name}": getattr(agent, name) for agent in handled for name in ("city", "country")},
            **dict(zip(("worth", "unit"), valued or (), strict=False)),
            "channel": channel,
            "kind": kind,
            "amount": amount,
            "currency": currency,
            "at": at,
            "stated_kzt": stated_kzt,
            "device": device,
            "ip_address": ip_address,
            "book": book,
            "when": when,
        }
    )
    return Fact(tuple(states), columns)


def refunded(refunded_at: str) -> Told:
    """The status of a payment that may be taken back: it keeps its place, and counts in no sum."""
    return Told(f"CASE WHEN {column(refunded_at)} IS NULL THEN 'paid' ELSE 'refunded' END", (refunded_at,))
