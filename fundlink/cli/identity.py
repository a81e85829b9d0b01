"""`fundlink why`, `how` and `evaluate`: why two records are one person or not, and how good that is."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from fundlink.cli.console import Json, print_json
from fundlink.cli.declared import organization_resolver, person_resolver, transfer_resolver
from fundlink.cli.evaluate import Html, evaluate
from fundlink.config import Home
from fundlink.errors import FundlinkError


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(why)
    app.command()(how)
    app.command()(evaluate)


def why(
    a: Annotated[
        str, typer.Argument(help="A mention id, source:source_key:role, the id of a party, or a transfer, source:key.")
    ],
    b: Annotated[str, typer.Argument(help="Another.")],
    json: Json = False,
    html: Html = None,
) -> None:
    """Say why two mentions, or two persons, are one or not.

    Each comparison with its weight, the rule that decided, and what would change it. Any two can be asked.
    Of two persons the strongest pair of mentions is shown, and the sum of all; of organisations, and of
    two transfers that records state, each rule.

    Example: fundlink why crowdfunding_donations:DN-000005:donor crowdfunding_donations:DN-000063:donor
    """
    # Imported here: not for those who ask for help.
    from fundlink.cli.identity_text import explanation_text
    from fundlink.resolution.asked import is_organization
    from fundlink.resolution.explain import explain

    home = Home.current()
    if _are_transfers(home, a, b):
        _why_transfers(home, a, b, json, html)
        return
    if is_organization(home, a):
        _why_organizations(home, a, b, json, html)
        return
    resolver = person_resolver()
    found = explain(home, resolver, a, b)
    if html:
        from fundlink.charts.page import write_page
        from fundlink.charts.records import read_records
        from fundlink.charts.why import why_page

        mentions = (mention for side in (found.a, found.b) for mention in side.mentions)
        pair = [mention for mention in mentions if mention["mention_id"] in found.pair]
        write_page(html, why_page(found, read_records(home, pair), resolver))
    if json:
        print_json(asdict(found))
    else:
        explanation_text(found)


def how(
    person: Annotated[str, typer.Argument(help="The id of a party, or one of its mentions.")],
    json: Json = False,
    html: Html = None,
) -> None:
    """Say how a person came together, merge by merge.

    The mentions with their records, and the merges in order, each with its evidence.

    Example: fundlink how crowdfunding_donations:DN-000005:donor
    """
    from fundlink.cli.identity_text import merging_text
    from fundlink.resolution.asked import is_organization
    from fundlink.resolution.merging import trace

    home = Home.current()
    if is_organization(home, person):
        _how_organization(home, person, json, html)
        return
    found = trace(home, person_resolver(), person)
    if html:
        from fundlink.charts.how import how_page
        from fundlink.charts.page import write_page
        from fundlink.charts.records import read_records

        write_page(html, how_page(found, read_records(home, found.mentions)))
    if json:
        print_json(asdict(found))
    else:
        merging_text(found)


def _are_transfers(home: Home, a: str, b: str) -> bool:
    if ":" not in a + b:
        return False
    from fundlink.transfers.asked import are_transfers

    return are_transfers(home, a, b)


def _why_organizations(home: Home, a: str, b: str, json: bool, html: Path | None) -> None:
    from fundlink.cli.organization_text import organization_explanation_text
    from fundlink.resolution.organizations import explain_organizations

    _refuse_chart(html)
    found = explain_organizations(home, organization_resolver(), a, b)
    if json:
        print_json(asdict(found))
    else:
        organization_explanation_text(found)


def _why_transfers(home: Home, a: str, b: str, json: bool, html: Path | None) -> None:
    from fundlink.cli.transfer_text import transfer_explanation_text
    from fundlink.sources.declared import declared_sources
    from fundlink.transfers.explain import explain_transfers

    _refuse_chart(html)
    found = explain_transfers(home, declared_sources(), transfer_resolver(), a, b)
    if json:
        print_json({**asdict(found), "one": found.one})
    else:
        transfer_explanation_text(found)


def _how_organization(home: Home, organization: str, json: bool, html: Path | None) -> None:
    from fundlink.cli.organization_text import organization_merging_text
    from fundlink.resolution.organizations import trace_organization

    _refuse_chart(html)
    found = trace_organization(home, organization_resolver(), organization)
    if json:
        print_json(asdict(found))
    else:
        organization_merging_text(found)


def _refuse_chart(html: Path | None) -> None:
    if html:
        raise FundlinkError(
            "--html: charts are of persons; rules have no weights to draw. Leave it out, or ask for --json."
        )
