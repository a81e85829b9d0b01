"""The graph, declared once.

From these declarations come `cypher/schema.cypher`, the load statements, `docs/schema.md`,
`cypher/style.grass`, the checks of the tables and the lint of the query files. Names follow
FollowTheMoney where it has a word, and Neo4j's style guide (labels in PascalCase, relationship types
in UPPER_SNAKE_CASE) except for properties, which are snake_case from file to graph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    """Type of a property, as Neo4j names it; `STRINGS` is a list of strings."""

    STRING = "STRING"
    STRINGS = "LIST<STRING>"
    INTEGER = "INTEGER"
    FLOAT = "FLOAT"
    BOOLEAN = "BOOLEAN"
    DATE = "DATE"
    DATETIME = "ZONED DATETIME"


class Merge(StrEnum):
    """How one property is told when several records state it: an order-free choice among the values."""

    LEAST = "least"
    GREATEST = "greatest"
    UNION = "union"
    LATEST_OPEN = "latest_open"
    """Greatest value, but missing when any record leaves it open: an office held now has no end."""
    LATEST = "latest"
    """The value of the latest version of the record: a page as it stands now."""


@dataclass(frozen=True)
class Property:
    """A property of a node or relationship.

    `volatile` properties are left out of the fingerprint: they say how a fact came here, not what it is.
    """

    name: str
    type: Type
    doc: str
    merge: Merge = Merge.LEAST
    volatile: bool = False
    index: bool = False

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", self.name):
            raise ValueError(f"property {self.name!r} is not snake_case")
        if (self.merge is Merge.UNION) != (self.type is Type.STRINGS):
            raise ValueError(f"property {self.name!r}: a list is told by union, and only a list")


@dataclass(frozen=True)
class Node:
    """A kind of node. `base` is the label that carries the uniqueness of `id`.

    `extra` are further labels a node of this kind may carry beside its own.
    """

    label: str
    doc: str
    properties: tuple[Property, ...] = ()
    base: str = ""
    extra: tuple[str, ...] = ()
    volatile: bool = False
    caption: str = "id"
    color: str = "#A5ABB6"

    def __post_init__(self) -> None:
        for label in (self.label, *self.extra, *([self.base] if self.base else [])):
            if not re.fullmatch(r"[A-Z][A-Za-z]*", label):
                raise ValueError(f"label {label!r} is not PascalCase")
        if len({p.name for p in self.properties}) != len(self.properties):
            raise ValueError(f"{self.label}: a property stands twice")

    @property
    def key_label(self) -> str:
        """The label whose `id` is unique: the base where there is one."""
        return self.base or self.label


@dataclass(frozen=True)
class Relationship:
    """A kind of relationship. Two of one type between the same nodes are told apart by `identity`."""

    type: str
    start: tuple[str, ...]
    end: tuple[str, ...]
    doc: str
    properties: tuple[Property, ...] = ()
    identity: tuple[str, ...] = ()
    volatile: bool = False
    derived: bool = False

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Z][A-Z_]*", self.type):
            raise ValueError(f"relationship type {self.type!r} is not UPPER_SNAKE_CASE")
        missing = set(self.identity) - {p.name for p in self.properties}
        if missing:
            raise ValueError(f"{self.type}: identity names no property of it: {sorted(missing)}")


def _p(name: str, type: Type, doc: str, merge: Merge | None = None, **flags: bool) -> Property:
    default = Merge.UNION if type is Type.STRINGS else Merge.LEAST
    return Property(name, type, doc, merge or default, **flags)


S, L, N, F, B, D, T = (
    Type.STRING,
    Type.STRINGS,
    Type.INTEGER,
    Type.FLOAT,
    Type.BOOLEAN,
    Type.DATE,
    Type.DATETIME,
)

RECORDS = (
    _p("record_ids", L, "ids of records that state it, smallest first, capped at 25"),
    _p("record_count", N, "how many records state it"),
)
VALIDITY = (
    _p("valid_from", S, "first day it was true, ISO 8601 with the precision of the source"),
    _p("valid_to", S, "last day it was true; missing while it still is", Merge.LATEST_OPEN),
)
_PARTY = (
    _p("name", S, "the fullest name among its mentions", index=True),
    _p("names", L, "every other spelling it is recorded under, capped at 25"),
    _p("countries", L, "ISO 3166 codes or names of countries it is recorded in"),
    _p("mention_count", N, "how many mentions resolve to it"),
    *RECORDS,
)

NODES = (
    Node(
        "File",
        "A file that was read. Its name, hash and time are of this copy of the facts, not of the facts.",
        (
            _p("name", S, "file name in the inbox", volatile=True),
            _p("source", S, "source it was read as"),
            _p("sha256", S, "SHA-256 of its bytes", volatile=True),
            _p("first_read_at", T, "when it was first read", volatile=True),
            _p("snapshot_on", D, "the day the publisher gives for its content"),
        ),
        volatile=True,
        caption="name",
        color="#D9D9D9",
    ),
    Node(
        "Record",
        "One row or entry of a file, with its original text: the evidence behind every line.",
        (
            _p("source", S, "source it belongs to"),
            _p("source_key", S, "the source's own key of it", index=True),
            _p("row", N, "row in the file, as a spreadsheet counts (the header is row 1)", volatile=True),
            _p("text", S, "the original cells, as JSON"),
        ),
        caption="source_key",
        color="#E8E4D8",
    ),
    Node(
        "Mention",
        "One party that a record mentions, in one role. Its id never changes.",
        (
            _p("source", S, "source of its record"),
            _p("source_key", S, "the source's own key of its record"),
            _p("role", S, "role in the record: officer, organiser, beneficiary, donor, sender, receiver, listed ..."),
            _p("kind", S, "person or organization"),
            _p("name", S, "name as written"),
        ),
        caption="name",
        color="#C9D6DF",
    ),
    Node(
        "Person",
        "A natural person, resolved from mentions. The label says nothing about guilt.",
        (
            *_PARTY,
            _p("birth_date", S, "birth date with the precision known: 1980, 1980-05 or 1980-05-17"),
            _p("sex", S, "male or female, where an identity number tells it"),
            _p("iin", S, "Kazakh individual identification number, valid ones only", index=True),
            _p("father_name", S, "father's name, from a patronymic or a column of its own"),
        ),
        base="Party",
        caption="name",
        color="#4C8EDA",
    ),
    Node(
        "Organization",
        "A legal person, an agent or any other body, resolved from mentions.",
        (
            *_PARTY,
            _p("bin", S, "Kazakh business identification number, valid ones only", index=True),
            _p("status", S, "status in its register"),
            _p("registered_on", S, "day of registration"),
            _p("dissolved_on", S, "day it was dissolved"),
        ),
        base="Party",
        extra=("NonProfit", "Company", "TransferAgent", "VirtualAssetProvider", "Platform", "Bank"),
        caption="name",
        color="#57C7A4",
    ),
    Node(
        "Campaign",
        "A crowdfunding campaign, as its latest page states it.",
        (
            _p("title", S, "title of the page", Merge.LATEST),
            _p("category", S, "stated cause", Merge.LATEST),
            _p("platform", S, "platform it runs on", Merge.LATEST),
            _p("url", S, "address of the page", Merge.LATEST),
            _p("goal_amount", N, "goal in minor units of the currency", Merge.LATEST),
            _p("currency", S, "ISO 4217 code", Merge.LATEST),
            _p("country", S, "stated country", Merge.LATEST),
            _p("created_at", T, "when the page was opened"),
            _p("closed_at", T, "when the page was closed", Merge.LATEST),
            *RECORDS,
        ),
        caption="title",
        color="#F79767",
    ),
    Node(
        "CampaignVersion",
        "A state of a campaign's page at the time of one snapshot.",
        (
            _p("snapshot_at", T, "when the page was seen in this state"),
            _p("title", S, "title then"),
            _p("description", S, "text then"),
            _p("organiser_name", S, "organiser named then"),
            _p("beneficiary_name", S, "beneficiary named then"),
            *RECORDS,
        ),
        caption="snapshot_at",
        color="#FBC9AE",
    ),
    Node(
        "Account",
        "Where money sits: a bank account, card, platform account or wallet.",
        (
            _p("kind", S, "bank, card, platform or wallet"),
            _p("number", S, "number or address as the sources write it"),
            _p("parties", N, "how many resolved parties share it"),
            *RECORDS,
        ),
        extra=("Wallet",),
        caption="number",
        color="#ECB5C9",
    ),
    Node(
        "Transfer",
        "One movement of money.",
        (
            _p("channel", S, "donation, informal, bank, card, cash or virtual_asset", index=True),
            _p("kind", S, "payment, payout, refund or settlement"),
            _p("amount", N, "amount in minor units of the currency (virtual assets: 1e-8 units)"),
            _p("currency", S, "ISO 4217 code, or the asset's symbol"),
            _p("amount_kzt", N, "amount in tiyn; only for KZT, or where a rate for the day is given"),
            _p("at", T, "when it was made", index=True),
            _p("paid_at", T, "when it was paid out"),
            _p("status", S, "status in the source"),
            _p("purpose", S, "stated purpose or message"),
            _p("reference", S, "transfer number or token given to the payer", index=True),
            _p("settlement_method", S, "how the two agents settle"),
            *RECORDS,
        ),
        caption="amount",
        color="#FFC454",
    ),
    *(
        Node(
            label,
            doc,
            (
                _p("value", S, "the value in one spelling"),
                _p("parties", N, "how many resolved parties share it: a value that half the world shares links nobody"),
                *RECORDS,
            ),
            caption="value",
            color="#B6A6D8",
        )
        for label, doc in (
            ("Phone", "A phone number, E.164."),
            ("Email", "An e-mail address, lower case."),
            ("Address", "A postal address, folded."),
            ("Device", "A device fingerprint."),
            ("IpAddress", "An IP address."),
            ("Document", "An identity document or number."),
        )
    ),
    Node(
        "Listing",
        "One entry of one official list: who listed, when, and until when.",
        (
            _p("list", S, "publisher and name of the list"),
            _p("reference_number", S, "the publisher's permanent reference", index=True),
            _p("regime", S, "sanctions regime"),
            _p("listed_on", S, "day of listing"),
            _p("delisted_on", S, "day of the first snapshot without it; missing while it is current"),
            _p("comments", S, "the publisher's narrative"),
            *RECORDS,
        ),
        caption="reference_number",
        color="#D95F5F",
    ),
)

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
            _p("probability", F, "model's probability that the mention belongs with its closest fellow; 1 when alone"),
            _p("decided_by", S, "model, rule, or a human's decision"),
        ),
    ),
    Relationship(
        "MATCHED",
        ("Mention",),
        ("Mention",),
        "Two mentions that the resolver holds to be one party.",
        (
            _p("match_weight", F, "log2 of the Bayes factor, rounded to 0.01"),
            _p("evidence", L, "comparisons that agree or conflict, with their weights"),
        ),
    ),
    Relationship(
        "POSSIBLY_SAME_AS",
        ("Mention",),
        ("Mention",),
        "Two mentions in the review band: only a human may say.",
        (
            _p("match_weight", F, "log2 of the Bayes factor, rounded to 0.01"),
            _p("evidence", L, "comparisons that agree or conflict, with their weights"),
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
            _p("leg", S, "origin or payout"),
            _p("city", S, "city of the agent"),
            _p("country", S, "country of it"),
            *RECORDS,
        ),
        identity=("leg",),
    ),
    Relationship("MADE_FROM", ("Transfer",), ("Device", "IpAddress"), "What it was ordered from.", RECORDS),
    Relationship("RECORDED_IN", ("Transfer",), ("Record",), "The record that states the transfer."),
    Relationship("HOLDS", _PARTIES, ("Account",), "Holds the account, card or wallet.", RECORDS),
    Relationship(
        "USES", _PARTIES, ("Phone", "Email", "Device", "Document"), "Is recorded with the identifier.", RECORDS
    ),
    Relationship(
        "RELATED_TO",
        _PARTIES,
        _PARTIES,
        "A tie that a source declares: kinship, employment, trade.",
        (_p("kind", S, "the tie as declared"), *VALIDITY, *RECORDS),
        identity=("kind",),
    ),
    Relationship("LOCATED_AT", _PARTIES, ("Address",), "Is recorded at the address.", RECORDS),
    Relationship(
        "OFFICER_OF",
        ("Person",),
        ("Organization",),
        "Holds or held an office.",
        (_p("role", S, "office: founder, director, accountant, trustee ..."), *VALIDITY, *RECORDS),
        identity=("role",),
    ),
    Relationship("ORGANIZES", _PARTIES, ("Campaign",), "Runs the campaign.", RECORDS),
    Relationship("RAISES_FOR", ("Campaign",), _PARTIES, "The stated beneficiary, on any version of the page.", RECORDS),
    Relationship("PAYS_OUT_TO", ("Campaign",), ("Account",), "Account or wallet stated for payouts.", RECORDS),
    Relationship("VERSION_OF", ("CampaignVersion",), ("Campaign",), "The campaign it is a state of."),
    Relationship("LISTED_IN", (*_PARTIES, "Account"), ("Listing",), "Stands on the list.", RECORDS),
    Relationship("REFERS_TO", ("Listing",), ("Listing",), "The publisher's text refers to the other entry."),
    Relationship(
        "PAID",
        _ANY,
        _ANY,
        "The flow summed: transfers of one channel and currency between two ends.",
        (
            _p("channel", S, "channel of the transfers"),
            _p("currency", S, "their currency: sums never mix currencies"),
            _p("transfers", N, "how many"),
            _p("amount", N, "their sum in minor units"),
            _p("amount_kzt", N, "their sum in tiyn, where every one has a value in KZT"),
            _p("first_at", T, "first of them"),
            _p("last_at", T, "last of them"),
        ),
        identity=("channel", "currency"),
        derived=True,
    ),
)

NODE = {node.label: node for node in NODES}
RELATIONSHIP = {relationship.type: relationship for relationship in RELATIONSHIPS}
LABELS = frozenset(label for n in NODES for label in (n.label, n.key_label, *n.extra))

PROPERTY_NAMES = frozenset(
    {"id"}
    | {p.name for node in NODES for p in node.properties}
    | {p.name for relationship in RELATIONSHIPS for p in relationship.properties}
)


def _check() -> None:
    for relationship in RELATIONSHIPS:
        unknown = {*relationship.start, *relationship.end} - NODE.keys()
        if unknown:
            raise ValueError(f"{relationship.type} ends at unknown labels {sorted(unknown)}")


_check()
