"""What a row states: nodes and relationships of the graph, told in the row's own columns.

A fact is data, not code: its `states` hold SQL expressions over the source's table, aliased `r`, whose columns are
the record's plus `_source`, `_key`, `_version`, `_record_id` and, where the rows are transfers, `_transfer_id`.
"""

from fundlink.sources.facts.accounts import bank_of_its_own, holds, is_bank, kept_at, wallet_label
from fundlink.sources.facts.books import book_of_account, book_of_kind, book_of_leg
from fundlink.sources.facts.campaigns import account_of_campaign, campaign, organizes, raises_for
from fundlink.sources.facts.lists import listing, stated_listing
from fundlink.sources.facts.money import Handled, refunded, side, transfer
from fundlink.sources.facts.parts import where
from fundlink.sources.facts.registers import licensed, officer_of, owns, rate, register_entry, related_to, subject_of
from fundlink.sources.facts.states import About, At, Book, Edges, End, Fact, Nodes, Rates, Role, Screened, Side, State
from fundlink.sources.facts.told import DELISTED_ON, always, first_told, holds_word, is_one_of

__all__ = [
    "DELISTED_ON",
    "About",
    "At",
    "Book",
    "Edges",
    "End",
    "Fact",
    "Handled",
    "Nodes",
    "Rates",
    "Role",
    "Screened",
    "Side",
    "State",
    "account_of_campaign",
    "always",
    "bank_of_its_own",
    "book_of_account",
    "book_of_kind",
    "book_of_leg",
    "campaign",
    "first_told",
    "holds",
    "holds_word",
    "is_bank",
    "is_one_of",
    "kept_at",
    "licensed",
    "listing",
    "officer_of",
    "organizes",
    "owns",
    "raises_for",
    "rate",
    "refunded",
    "register_entry",
    "related_to",
    "side",
    "stated_listing",
    "subject_of",
    "transfer",
    "wallet_label",
    "where",
]
