"""What a source is and how its files become typed rows: one declaration a source, one machinery for all."""

from fundlink.sources.contract import Column, LongText, Money, PartialDate, Snapshot, Source, source
from fundlink.sources.facts import (
    account_of_campaign,
    campaign,
    donation,
    informal_transfer,
    listing,
    officer_of,
    organizes,
    raises_for,
    register_entry,
)
from fundlink.sources.parties import organization, party, person, ref
from fundlink.sources.values import distinct

__all__ = [
    "Column",
    "LongText",
    "Money",
    "PartialDate",
    "Snapshot",
    "Source",
    "account_of_campaign",
    "campaign",
    "distinct",
    "donation",
    "informal_transfer",
    "listing",
    "officer_of",
    "organization",
    "organizes",
    "party",
    "person",
    "raises_for",
    "ref",
    "register_entry",
    "source",
]
