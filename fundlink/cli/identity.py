"""`fundlink why`, `how` and `evaluate`: why two records are one person or not, and how good that is."""

from __future__ import annotations

import importlib
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fundlink.cli.console import answers, print_json
from fundlink.cli.identity_text import evaluation_tables, explanation_text, merging_text
from fundlink.config import Home

if TYPE_CHECKING:
    from fundlink.resolution import Resolver

PERSON_RESOLVER = "resolvers.person"
"""The declaration, loaded by name: the machinery imports no resolver."""

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


class Kind(StrEnum):
    """Kind of party."""

    PERSON = "person"
    ORGANIZATION = "organization"


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(why)
    app.command()(how)
    app.command()(evaluate)


def person_resolver() -> Resolver:
    """The declaration of the person resolver."""
    declared: Resolver = importlib.import_module(PERSON_RESOLVER).PERSON_RESOLVER
    return declared


def why(
    a: Annotated[str, typer.Argument(help="A mention id, source:source_key:role, or a person id.")],
    b: Annotated[str, typer.Argument(help="Another.")],
    json: Json = False,
) -> None:
    """Say why two mentions, or two persons, are one or not.

    Each comparison with its weight, the rule that decided, and what would change it. Any two can be asked.
    Of two persons the strongest pair of mentions is shown, and the sum of all.

    Example: fundlink why crowdfunding_donations:DN-000005:donor crowdfunding_donations:DN-000063:donor
    """
    # Splink takes a second to import: not for those who ask for help.
    from fundlink.resolution.explain import explain

    found = explain(Home.current(), person_resolver(), a, b)
    if json:
        print_json(asdict(found))
    else:
        explanation_text(found)


def how(
    person: Annotated[str, typer.Argument(help="A person id, or one of the person's mentions.")], json: Json = False
) -> None:
    """Say how a person came together: the mentions with their records, and the merges in order.

    Example: fundlink how crowdfunding_donations:DN-000005:donor
    """
    from fundlink.resolution.merging import trace

    found = trace(Home.current(), person_resolver(), person)
    if json:
        print_json(asdict(found))
    else:
        merging_text(found)


def evaluate(
    truth: Annotated[Path, typer.Option(help="CSV with source, source_key, role, true_id; version where needed.")],
    reachable: Annotated[
        Path | None, typer.Option(help="CSV of the pairs that can be joined: a_source, ... b_role.")
    ] = None,
    kind: Annotated[Kind, typer.Option(help="Kind of party.")] = Kind.PERSON,
    json: Json = False,
) -> None:
    """Compare who was resolved to whom with a truth: pairs, B-cubed, exact clusters, by source and by script.

    Example: fundlink evaluate --truth district/truth/members.csv --reachable district/truth/reachable.csv
    """
    from fundlink.evaluation import evaluate as compare

    found = compare(Home.current(), truth, reachable, kind.value)
    if json:
        print_json(asdict(found))
    else:
        for table in evaluation_tables(found):
            answers.print(table)
