"""What is stated of accounts and wallets."""

from __future__ import annotations

from fundlink.sources.facts.states import About, At, Edges, Fact, Nodes, Role, State
from fundlink.sources.facts.told import Told, Value, all_sql, column, columns_of, same_text, sql
from fundlink.sources.sql import account_key, account_kind, wallet_key

SERVICES = (
    *("exchange", "wallet_service", "escrow_wallet", "payment_processor", "atm", "gambling", "mining_service"),
    *("market", "mixing_service", "mixer", "defi", "defi_dex", "defi_lending", "defi_bridge"),
)
"""Categories of wallets that keep or move money for others. Of the branch `service` of the taxonomy of TagPacks (after
INTERPOL's Darknet and Cryptocurrencies Working Group) those that money passes through; `mixer` is ours.
"""


def account_node(account: str) -> At:
    """The account whose number stands in a column."""
    return At("Account", account_key(column(account)))


def wallet_node(wallet: str) -> At:
    """The wallet whose address stands in a column."""
    return At("Account", wallet_key(column(wallet)))


def account_states(account: str | None, wallet: str | None, **told: Value | None) -> tuple[Nodes, ...]:
    """The nodes of the account and of the wallet that the columns name, with what else is told of them."""
    properties = all_sql({name: value for name, value in told.items() if value is not None})
    states: list[Nodes] = []
    if account:
        node = account_node(account)
        states.append(Nodes("Account", node.id, {"number": node.id, "kind": account_kind(node.id), **properties}))
    if wallet:
        node = wallet_node(wallet)
        states.append(Nodes("Account", node.id, {"number": node.id, "kind": "'wallet'", **properties}, ("Wallet",)))
    return tuple(states)


def holds(
    role: str,
    *,
    account: str | None = None,
    wallet: str | None = None,
    valid_from: Value,
    valid_to: Value,
    account_type: Value | None = None,
    bank: Value | None = None,
) -> Fact:
    """The party in `role` holds the account, or the wallet, over the time that the bank states."""
    told = {"valid_from": valid_from, "valid_to": valid_to}
    more = {"account_type": account_type, "bank": bank}
    nodes = ([account_node(account)] if account else []) + ([wallet_node(wallet)] if wallet else [])
    edges = [Edges("HOLDS", Role(role), node, all_sql(told)) for node in nodes]
    states: tuple[State, ...] = (*account_states(account, None, **more), *account_states(None, wallet), *edges)
    return Fact(states, columns_of({"account": account, "wallet": wallet, **told, **more}))


def wallet_label(
    *, address: str, chain: Value, label: Value, category: Value, kept_by: str | None = None, **told: Value
) -> Fact:
    """What a source calls a wallet, and in `kept_by` the role of the exchange that keeps it. Nobody's guilt.

    One that a source takes for a service's (`SERVICES`) is a service, whatever others call it.
    """
    node = wallet_node(address)
    tag = f"[{sql(label)} || coalesce(' (' || {sql(category)} || ')', '')]"
    properties = {
        "number": node.id,
        "kind": "'wallet'",
        "chain": sql(chain),
        "category": sql(category),
        "service": f"CASE WHEN lower({sql(category)}) IN {SERVICES} THEN true END",
        "tags": f"CASE WHEN {sql(label)} IS NOT NULL THEN {tag} END",
        **all_sql(told),
    }
    states: tuple[Nodes | Edges, ...] = (Nodes("Account", node.id, properties, ("Wallet",)),)
    if kept_by:
        states += (Edges("HELD_AT", node, Role(kept_by), {}),)
    return Fact(
        states, {"address": address, **columns_of({"chain": chain, "label": label, "category": category, **told})}
    )


def is_bank(role: str, *, when: Told) -> Fact:
    """The organization in `role` is a bank, in the rows that say so."""
    return Fact((About(role, {}, ("Bank",), when.sql),), columns_of({"when": when}))


def bank_of_its_own(role: str, *, name: str, bank: str) -> Fact:
    """The organization in `role` is a bank where it bears the name of the bank that keeps its account."""
    return is_bank(role, when=same_text(name, bank))


def kept_at(role: str, *, wallet: str) -> Fact:
    """The exchange or platform in `role` keeps the wallet."""
    edge = Edges("HELD_AT", wallet_node(wallet), Role(role), {})
    return Fact((*account_states(None, wallet), edge), {"wallet": wallet})
