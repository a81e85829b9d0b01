"""What official lists state."""

from __future__ import annotations

from collections.abc import Mapping

from fundlink.sources.facts.states import At, Edges, Fact, Nodes, Role, Screened, State
from fundlink.sources.facts.told import all_sql
from fundlink.sources.sql import literal, quoted, wallet_key


def listing(
    role: str, *, list_name: str, refers_to: str, screened: Mapping[str, str] | None = None, **columns: str
) -> Fact:
    """An entry of an official list. `refers_to` is a list column of reference numbers that its text names.

    `screened` names what screening reads beside the mention (`Screened.further`); its `wallets` are listed themselves.

    A reference number may have stood for several entries in turn: it means the current one, or else the latest
    listed. Numbers of no known entry are left out (the text is in the evidence).
    """
    node = At("Listing", "r._source || ':' || r._key")
    same = f"o.{quoted(columns['reference_number'])}"
    listed_on = f"o.{quoted(columns['listed_on'])}" if "listed_on" in columns else "NULL"
    target = f"""(SELECT arg_max(o._source || ':' || o._key, (o._delisted_on IS NULL, {listed_on}, o._key))
        FROM source_rows o WHERE {same} = item)"""
    properties = {**all_sql(columns), "list": literal(list_name), "delisted_on": "r._delisted_on"}
    further = screened or {}
    states: tuple[State, ...] = (
        Nodes("Listing", node.id, properties),
        Edges("LISTED_IN", Role(role), node, {}),
        Edges("REFERS_TO", node, At("Listing", target), {}, each=refers_to),
        Screened(role, properties, further),
    )
    if "wallets" in further:
        wallet, wallets = At("Account", wallet_key("r.item")), further["wallets"]
        states += (
            Nodes("Account", wallet.id, {"number": wallet.id, "kind": "'wallet'"}, ("Wallet",), each=wallets),
            Edges("HOLDS", Role(role), wallet, {}, each=wallets),
            Edges("LISTED_IN", wallet, node, {}, each=wallets),
        )
    return Fact(states, {**columns, **further, "refers_to": refers_to})


def stated_listing(role: str, **columns: str) -> Fact:
    """What a source that is no list itself says of a listing of the party in `role`; columns of `Listing`."""
    node = At("Listing", "r._source || ':' || r._key")
    properties = all_sql(columns)
    return Fact((Nodes("Listing", node.id, properties), Edges("LISTED_IN", Role(role), node, {})), columns)
