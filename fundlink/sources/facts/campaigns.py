"""What crowdfunding pages state."""

from __future__ import annotations

from fundlink.sources.facts.accounts import account_node, wallet_node
from fundlink.sources.facts.states import At, Edges, Fact, Nodes, Role
from fundlink.sources.facts.told import all_sql, column


def campaign(
    id: str,
    *,
    snapshot_at: str,
    description: str,
    organiser: str,
    beneficiary: str,
    account: str,
    wallet: str,
    **columns: str,
) -> Fact:
    """A campaign as one snapshot shows it; further columns are properties of `Campaign`."""
    version = At("CampaignVersion", f"{column(id)} || '@' || coalesce(r._version, '')")
    node = At("Campaign", column(id))
    states = {
        "snapshot_at": column(snapshot_at),
        "title": column(columns["title"]),
        "description": column(description),
        "organiser_name": column(organiser),
        "beneficiary_name": column(beneficiary),
        "beneficiary_account": column(account),
        "beneficiary_wallet": column(wallet),
    }
    return Fact(
        (
            Nodes("Campaign", node.id, all_sql(columns)),
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
            "account": account,
            "wallet": wallet,
        },
    )


def organizes(role: str, campaign: str) -> Fact:
    """The party in `role` runs the campaign whose id stands in the column `campaign`."""
    return Fact((Edges("ORGANIZES", Role(role), At("Campaign", column(campaign)), {}),), {"campaign": campaign})


def raises_for(campaign: str, role: str) -> Fact:
    """The campaign names the party in `role` as its beneficiary."""
    return Fact((Edges("RAISES_FOR", At("Campaign", column(campaign)), Role(role), {}),), {"campaign": campaign})


def account_of_campaign(campaign: str, *, account: str, wallet: str) -> Fact:
    """The account and the wallet that the campaign states for payouts."""
    node = At("Campaign", column(campaign))
    return Fact(
        (
            Edges("PAYS_OUT_TO", node, account_node(account), {}),
            Edges("PAYS_OUT_TO", node, wallet_node(wallet), {}),
        ),
        {"campaign": campaign, "account": account, "wallet": wallet},
    )
