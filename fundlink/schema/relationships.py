"""The relationships of the graph."""

from __future__ import annotations

from fundlink.schema.common import RECORDS, VALIDITY, F, L, N, S, T, prop
from fundlink.schema.kinds import Relationship

_ANY = ("Person", "Organization", "Campaign", "Account")
_PARTIES = ("Person", "Organization")

RELATIONSHIPS = (
    Relationship("IN_RECORD", ("Mention",), ("Record",), "The record that mentions the party."),
    Relationship("READ_FROM", ("Record",), ("File",), "The file the record was read from.", volatile=True),
    Relationship(
        "RESOLVES_TO",
        ("Mention",),
        _PARTIES,
        "The party a mention stands for.",
        (
            prop("probability", F, "model's probability that it belongs with its closest fellow; 1 when alone"),
            prop("decided_by", S, "model, rule, or a human's decision"),
        ),
    ),
    Relationship(
        "MATCHED",
        ("Mention",),
        ("Mention",),
        "Two mentions that the resolver holds to be one party.",
        (
            prop("match_weight", F, "log2 of the Bayes factor, rounded to 0.01; missing where a rule decides"),
            prop("evidence", L, "comparisons that agree or conflict, with their weights; of organisations, the rule"),
        ),
    ),
    Relationship(
        "POSSIBLY_SAME_AS",
        ("Mention",),
        ("Mention",),
        "Two mentions in the review band: only a human may say.",
        (
            prop("match_weight", F, "log2 of the Bayes factor, rounded to 0.01; missing where a rule decides"),
            prop("evidence", L, "comparisons that agree or conflict, with their weights; of organisations, the rule"),
        ),
    ),
    Relationship(
        "NOT_SAME_AS",
        ("Mention",),
        ("Mention",),
        "Two mentions that a human keeps apart.",
        (
            prop("reason", S, "why, in the words of who decided"),
            prop("decided_by", S, "who decided"),
            prop("decided_at", T, "when"),
        ),
    ),
    Relationship("SENT", _ANY, ("Transfer",), "The side the money comes from.", RECORDS),
    Relationship("PAID_TO", ("Transfer",), _ANY, "The side the money goes to.", RECORDS),
    Relationship("FROM_ACCOUNT", ("Transfer",), ("Account",), "The account it left.", RECORDS),
    Relationship("TO_ACCOUNT", ("Transfer",), ("Account",), "The account it reached.", RECORDS),
    Relationship(
        "HANDLED_BY",
        ("Transfer",),
        _PARTIES,
        "An agent that took or paid out the money.",
        (
            prop("leg", S, "origin or payout"),
            prop("city", S, "city of the agent"),
            prop("country", S, "country of it"),
            *RECORDS,
        ),
        identity=("leg",),
    ),
    Relationship("MADE_FROM", ("Transfer",), ("Device", "IpAddress"), "What it was ordered from.", RECORDS),
    Relationship("RECORDED_IN", ("Transfer",), ("Record",), "The record that states the transfer."),
    Relationship("HOLDS", _PARTIES, ("Account",), "Holds the account, card or wallet.", (*VALIDITY, *RECORDS)),
    Relationship("HAS_GAP", ("Account",), ("Gap",), "Its statements have the hole.", RECORDS),
    Relationship("HELD_AT", ("Account",), ("Organization",), "The exchange or platform that keeps it.", RECORDS),
    Relationship("LICENSED_BY", ("Organization",), ("Licence",), "Holds or held the licence.", (*VALIDITY, *RECORDS)),
    Relationship("SUBJECT_OF", ("Person",), ("Case",), "An authority audits the person's money.", RECORDS),
    Relationship(
        "USES", _PARTIES, ("Phone", "Email", "Device", "Document"), "Is recorded with the identifier.", RECORDS
    ),
    Relationship(
        "RELATED_TO",
        _PARTIES,
        _PARTIES,
        "A tie that a source declares: kinship, employment, trade; or that of a branch to its head.",
        (
            prop("kind", S, "the tie as declared; branch_of"),
            prop(
                "evidence", L, "what a branch's tie rests on: a number, a shared identifier, a name that one body bears"
            ),
            *VALIDITY,
            *RECORDS,
        ),
        identity=("kind",),
    ),
    Relationship("LOCATED_AT", _PARTIES, ("Address",), "Is recorded at the address.", RECORDS),
    Relationship(
        "OFFICER_OF",
        ("Person",),
        ("Organization",),
        "Holds or held an office.",
        (prop("role", S, "office: founder, director, accountant, trustee ..."), *VALIDITY, *RECORDS),
        identity=("role",),
    ),
    Relationship(
        "OWNS",
        _PARTIES,
        ("Organization",),
        "Owns the organization, or a share of it.",
        (prop("share", S, "share as the source writes it"), *VALIDITY, *RECORDS),
    ),
    Relationship(
        "ORGANIZES",
        _PARTIES,
        ("Campaign",),
        "Runs the campaign, on any version of the page, until the first snapshot without the party.",
        (*VALIDITY, *RECORDS),
    ),
    Relationship(
        "RAISES_FOR",
        ("Campaign",),
        _PARTIES,
        "The stated beneficiary, on any version of the page, until the first snapshot without it.",
        (*VALIDITY, *RECORDS),
    ),
    Relationship(
        "PAYS_OUT_TO",
        ("Campaign",),
        ("Account",),
        "Account or wallet stated for payouts, until the first snapshot without it.",
        (*VALIDITY, *RECORDS),
    ),
    Relationship("VERSION_OF", ("CampaignVersion",), ("Campaign",), "The campaign it is a state of."),
    Relationship("LISTED_IN", (*_PARTIES, "Account"), ("Listing",), "Stands on the list.", RECORDS),
    Relationship("REFERS_TO", ("Listing",), ("Listing",), "The publisher's text refers to the other entry."),
    Relationship(
        "PAID",
        _ANY,
        _ANY,
        "The flow summed: transfers of one channel and currency between two ends.",
        (
            prop("channel", S, "channel of the transfers"),
            prop("currency", S, "their currency: sums never mix currencies"),
            prop("transfers", N, "how many"),
            prop("permitted", N, "how many of them are wages, pensions, taxes, or permitted else: these raise nothing"),
            prop("amount", N, "their sum in minor units"),
            prop("minor_units", N, "minor units in one of the currency: 100 tiyn are a tenge"),
            prop("amount_kzt", N, "their sum in tiyn, where every one has a value in KZT"),
            prop("first_at", T, "first of them"),
            prop("last_at", T, "last of them"),
            *RECORDS,
        ),
        identity=("channel", "currency"),
        derived=True,
    ),
)
