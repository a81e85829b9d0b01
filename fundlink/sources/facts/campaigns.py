"""What crowdfunding pages state."""

from __future__ import annotations

from fundlink.sources.facts.accounts import account_node, account_states, wallet_node
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


def organizes(role: str, campaign: str, *, snapshot_at: str) -> Fact:
    """The party in `role` runs the campaign whose id stands in the column `campaign`, by its page at that time."""
    edge = Edges("ORGANIZES", Role(role), At("Campaign", column(campaign)), _shown(campaign, snapshot_at))
    return Fact((edge,), {"campaign": campaign, "snapshot_at": snapshot_at})


def raises_for(campaign: str, role: str, *, snapshot_at: str) -> Fact:
    """The campaign names the party in `role` as its beneficiary, on its page at that time."""
    edge = Edges("RAISES_FOR", At("Campaign", column(campaign)), Role(role), _shown(campaign, snapshot_at))
    return Fact((edge,), {"campaign": campaign, "snapshot_at": snapshot_at})


def account_of_campaign(campaign: str, *, snapshot_at: str, account: str, wallet: str) -> Fact:
    """The account and the wallet that the campaign states for payouts, on its page at that time."""
    node, shown = At("Campaign", column(campaign)), _shown(campaign, snapshot_at)
    return Fact(
        (
            # Stated here too: a page may name an account and nobody who holds it.
            *account_states(account, wallet),
            Edges("PAYS_OUT_TO", node, account_node(account), shown),
            Edges("PAYS_OUT_TO", node, wallet_node(wallet), shown),
        ),
        {"campaign": campaign, "snapshot_at": snapshot_at, "account": account, "wallet": wallet},
    )


def _shown(campaign: str, snapshot_at: str) -> dict[str, str]:
    """From the day a page is seen until the day of its next snapshot: what the last one says holds on."""
    day = f"strftime({column(snapshot_at)} AT TIME ZONE 'UTC', '%Y-%m-%d')"
    return {
        "valid_from": day,
        "valid_to": f"lead({day}) OVER (PARTITION BY {column(campaign)} ORDER BY {column(snapshot_at)})",
    }
