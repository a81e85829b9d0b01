"""What official lists state."""

from __future__ import annotations

from collections.abc import Mapping

from fundlink.sources.facts.states import At, Edges, Fact, Nodes, Role, Screened, State
from fundlink.sources.facts.told import all_sql
from fundlink.sources.sql import literal, wallet_key


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
    properties = {**all_sql(columns), "list": literal(list_name), "delisted_on": "r._delisted_on"}
    further = screened or {}
    references = [("r._source", refers_to)] if refers_to else []
    references += [(literal(source), named) for source, named in (refers_to_in or {}).items()]
    states: tuple[State, ...] = (
        Nodes("Listing", node.id, properties),
        Edges("LISTED_IN", Role(role), node, {}),
        *(Edges("REFERS_TO", node, _listed(source), {}, each=named) for source, named in references),
        Screened(role, properties, further),
    )
    if "wallets" in further:
        wallet, wallets = At("Account", wallet_key("r.item")), further["wallets"]
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


def stated_listing(role: str, **columns: str) -> Fact:
    """What a source that is no list itself says of a listing of the party in `role`; columns of `Listing`."""
    node = At("Listing", "r._source || ':' || r._key")
    properties = all_sql(columns)
    return Fact((Nodes("Listing", node.id, properties), Edges("LISTED_IN", Role(role), node, {})), columns)
