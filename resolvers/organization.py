"""What makes two records one organisation: numbers, and exact folded names where something else agrees too.

Names are folded and stand without their legal form (`fundlink.names.organization_key`), so that `ОФ «Шапағат»`
and `Shapagat Public Foundation` meet. No rule but two rests on a name alone:

- An agent's name in the ledgers of one source, as long as those ledgers name no second city under it: a ledger
  calls an agent by one name, and that is all it often says.
- A campaign's beneficiary that is an organisation and an entry of the register of non-profit organisations, when
  their full names are equal and no other entry bears the name: a page names the NPO it raises for, and no more.

An entity on a sanctions list is never joined by its name, nor by name and city: many honest bodies share both.
Two organisations with different business identification numbers are never joined.
"""

from __future__ import annotations

from fundlink.resolution import OrganizationResolver, Rule

_AGENT = "list_contains(labels, 'TransferAgent')"
_NAMED_BY_CAMPAIGN = "source = 'npo_register' OR (source = 'crowdfunding_campaigns' AND role = 'beneficiary')"

ORGANIZATION_RESOLVER = OrganizationResolver(
    rules=(
        Rule("same business identification number", ("bin",)),
        Rule("same entry of the same source", ("source", "source_key", "role", "name_key")),
        Rule("same name and phone", ("name_key", "phone")),
        Rule("same name and e-mail", ("name_key", "email")),
        Rule("same name and account", ("name_key", "account")),
        Rule("agents of the same name and city", ("name_key", "city"), only=_AGENT),
        Rule(
            "agents of the same name in one source, no second city",
            ("source", "name_key"),
            only=_AGENT,
            provided="count(DISTINCT city) <= 1",
        ),
        Rule(
            "beneficiary of the same name as one entry of the register",
            ("name_key",),
            only=_NAMED_BY_CAMPAIGN,
            provided="count(DISTINCT mention_id) FILTER (source = 'npo_register') = 1",
        ),
    )
)
