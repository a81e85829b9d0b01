"""The nodes of the graph."""

from __future__ import annotations

from fundlink.schema.common import PARTY, RECORDS, D, N, S, T, prop
from fundlink.schema.kinds import Merge, Node

NODES = (
    Node(
        "File",
        "A file that was read. Its name, hash and time are of this copy of the facts, not of the facts.",
        (
            prop("name", S, "file name in the inbox", volatile=True),
            prop("source", S, "source it was read as"),
            prop("sha256", S, "SHA-256 of its bytes", volatile=True),
            prop("first_read_at", T, "when it was first read", volatile=True),
            prop("snapshot_on", D, "the day the publisher gives for its content"),
        ),
        volatile=True,
        caption="name",
        color="#D9D9D9",
    ),
    Node(
        "Record",
        "One row or entry of a file, with its original text: the evidence behind every line.",
        (
            prop("source", S, "source it belongs to"),
            prop("source_key", S, "the source's own key of it", index=True),
            prop("row", N, "row in the file, as a spreadsheet counts (the header is row 1)", volatile=True),
            prop("text", S, "the original cells, as JSON"),
        ),
        caption="source_key",
        color="#E8E4D8",
    ),
    Node(
        "Mention",
        "One party that a record mentions, in one role. Its id never changes.",
        (
            prop("source", S, "source of its record"),
            prop("source_key", S, "the source's own key of its record"),
            prop("role", S, "role in the record: officer, organiser, beneficiary, donor, sender, receiver, listed ..."),
            prop("kind", S, "person or organization"),
            prop("name", S, "name as written"),
        ),
        caption="name",
        color="#C9D6DF",
    ),
    Node(
        "Person",
        "A natural person, resolved from mentions. The label says nothing about guilt.",
        (
            *PARTY,
            prop("birth_date", S, "birth date with the precision known: 1980, 1980-05 or 1980-05-17"),
            prop("sex", S, "male or female, where an identity number tells it"),
            prop("iin", S, "Kazakh individual identification number, valid ones only", index=True),
            prop("father_name", S, "father's name, from a patronymic or a column of its own"),
        ),
        base="Party",
        caption="name",
        color="#4C8EDA",
    ),
    Node(
        "Organization",
        "A legal person, an agent or any other body, resolved from mentions.",
        (
            *PARTY,
            prop("bin", S, "Kazakh business identification number, valid ones only", index=True),
            prop("status", S, "status in its register"),
            prop("registered_on", S, "day of registration"),
            prop("dissolved_on", S, "day it was dissolved"),
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
            prop("title", S, "title of the page", Merge.LATEST),
            prop("category", S, "stated cause", Merge.LATEST),
            prop("platform", S, "platform it runs on", Merge.LATEST),
            prop("url", S, "address of the page", Merge.LATEST),
            prop("goal_amount", N, "goal in minor units of the currency", Merge.LATEST),
            prop("currency", S, "ISO 4217 code", Merge.LATEST),
            prop("country", S, "stated country", Merge.LATEST),
            prop("created_at", T, "when the page was opened"),
            prop("closed_at", T, "when the page was closed", Merge.LATEST),
            *RECORDS,
        ),
        caption="title",
        color="#F79767",
    ),
    Node(
        "CampaignVersion",
        "A state of a campaign's page at the time of one snapshot.",
        (
            prop("snapshot_at", T, "when the page was seen in this state"),
            prop("title", S, "title then"),
            prop("description", S, "text then"),
            prop("organiser_name", S, "organiser named then"),
            prop("beneficiary_name", S, "beneficiary named then"),
            *RECORDS,
        ),
        caption="snapshot_at",
        color="#FBC9AE",
    ),
    Node(
        "Account",
        "Where money sits: a bank account, card, platform account or wallet.",
        (
            prop("kind", S, "bank, card, platform or wallet"),
            prop("number", S, "number or address as the sources write it"),
            prop("parties", N, "how many resolved parties share it"),
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
            prop("channel", S, "donation, informal, bank, card, cash or virtual_asset", index=True),
            prop("kind", S, "payment, payout, refund or settlement"),
            prop("amount", N, "amount in minor units of the currency (virtual assets: 1e-8 units)"),
            prop("currency", S, "ISO 4217 code, or the asset's symbol"),
            prop("minor_units", N, "minor units in one of the currency: 100 tiyn are a tenge"),
            prop("amount_kzt", N, "amount in tiyn; only for KZT, or where a rate for the day is given"),
            prop("at", T, "when it was made", index=True),
            prop("paid_at", T, "when it was paid out"),
            prop("status", S, "status in the source"),
            prop("purpose", S, "stated purpose or message"),
            prop("reference", S, "transfer number or token given to the payer", index=True),
            prop("settlement_method", S, "how the two agents settle"),
            *RECORDS,
        ),
        # Not the amount: in minor units, a reader takes it for a hundred times as much.
        caption="channel",
        color="#FFC454",
    ),
    *(
        Node(
            label,
            doc,
            (
                prop("value", S, "the value in one spelling"),
                prop("parties", N, "how many resolved parties share it: what half the world shares links nobody"),
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
            prop("list", S, "publisher and name of the list"),
            prop("reference_number", S, "the publisher's permanent reference", index=True),
            prop("regime", S, "sanctions regime"),
            prop("listed_on", S, "day of listing"),
            prop("delisted_on", S, "day of the first snapshot without it; missing while it is current"),
            prop("comments", S, "the publisher's narrative"),
            *RECORDS,
        ),
        caption="reference_number",
        color="#D95F5F",
    ),
)
