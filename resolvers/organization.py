"""What makes two records one organisation: numbers, and folded names where something else agrees too.

Names are folded and stand without their legal form (`fundlink.names.read_organization`), so that `ОФ «Шапағат»`
and `Shapagat Public Foundation` meet; former names count as names. No rule but two rests on a name alone:

- An agent's name in the ledgers of one source, as long as those ledgers name no second city under it: a ledger
  calls an agent by one name, and that is all it often says.
- A campaign's beneficiary that is an organisation and an entry of the register of non-profit organisations, when
  their full names are equal and no other entry bears the name: a page names the NPO it raises for, and no more.

A word that says how far a body reaches (`universal`, `international`: the table's `reach`) is left out of a name as
often as not. With one such word more or less, in one house, two names are one body's, unless something tells of a group
of companies: a third such name in the house, documents or legal forms of both, or two such words that differ (Universal
Shipping, Worldwide Shipping). OFAC's list of July 2021 knows a dozen bodies with such a word and without, and of its
1,386 pairs of different bodies at one address none differs in it alone. `Group`, `Holding`, `Trading`, `Invest`, a
number or a country tell companies of a group apart there, and here.

An entity on a sanctions list is never joined by its name, nor by name and place: many honest bodies share both. A human
may look at that. Two organisations with different business identification numbers are never joined, nor are two legal
forms of one name (a fund and its trading company share phone and office). One number under quite different names joins,
for bodies change their names, but is shown to a human. A branch is an organisation of its own, with a link to its head.
"""

from __future__ import annotations

from fundlink.resolution.organizations import Band, Likeness, OrganizationResolver, Rule

_ALONE = "no third such name there, and documents of one of the two at most"
SLIP, REACH = Likeness
_AGENT = "list_contains(labels, 'TransferAgent')"
_LISTED = "role = 'listed'"
_NAMED_BY_CAMPAIGN = "source = 'npo_register' OR (source = 'crowdfunding_campaigns' AND role = 'beneficiary')"

ORGANIZATION_RESOLVER = OrganizationResolver(
    rules=(
        Rule("same business identification number", ("number",)),
        Rule("branch of the head with one number, in one place", ("head_number", "name_key")),
        Rule(
            "same entry of the same source",
            ("source", "entry", "role", "name_key"),
            proviso="nothing under another key says the same",
        ),
        Rule("same number in one register", ("source", "document"), only="len(labels) > 0"),
        Rule("names alike and same document", ("document",), alike=SLIP),
        Rule("names alike and same identity number of the entrepreneur", ("iin",), alike=SLIP),
        Rule("names alike and same account", ("account",), alike=SLIP),
        Rule("names alike and same wallet", ("wallet",), alike=SLIP),
        Rule("names alike and same phone", ("phone",), alike=SLIP),
        Rule("names alike and same e-mail", ("email",), alike=SLIP),
        Rule("names alike and same address", ("address",), alike=SLIP, only=f"NOT {_LISTED}"),
        Rule("names alike and same house number and postcode", ("house",), alike=SLIP, only=f"NOT {_LISTED}"),
        Rule(
            "names alike but for their reach, and same address",
            ("address",),
            alike=REACH,
            only=f"NOT {_LISTED}",
            proviso=_ALONE,
        ),
        Rule(
            "names alike but for their reach, and same house number and postcode",
            ("house",),
            alike=REACH,
            only=f"NOT {_LISTED}",
            proviso=_ALONE,
        ),
        Rule("agents of the same name and city", ("name_key", "city"), only=_AGENT),
        Rule(
            "agents of the same name in one source, no second city",
            ("source", "name_key"),
            only=_AGENT,
            provided="count(DISTINCT city) <= 1",
            proviso="no second city under that name",
        ),
        Rule(
            "beneficiary of the same name as one entry of the register",
            ("name_key",),
            only=_NAMED_BY_CAMPAIGN,
            provided="""count(DISTINCT entry) FILTER (source = 'npo_register') = 1
                AND bool_and(entry IS NOT NULL) FILTER (source = 'npo_register')""",
            proviso="one entry of the register bears the name",
        ),
        Rule("same document under other names", ("document",), band=Band.REVIEW),
        Rule("a listed body: names alike and same address", ("address",), alike=SLIP, band=Band.REVIEW),
        Rule("same name and city", ("name_key", "city"), band=Band.REVIEW),
    ),
    identifiers=("document", "account", "wallet", "phone", "email", "address", "house"),
    hub_names=20,
    namesakes=5,
)
