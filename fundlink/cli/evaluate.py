"""`fundlink evaluate`: how good the resolution is, against a truth or estimated from labels."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fundlink.cli.console import Json, answers, messages, print_json
from fundlink.cli.declared import person_resolver
from fundlink.cli.evaluation_text import estimate_text, evaluation_text
from fundlink.config import Home
from fundlink.errors import FundlinkError

if TYPE_CHECKING:
    from fundlink.evaluation import Estimate, Evaluation

Html = Annotated[Path | None, typer.Option(help="Write a page to this file too.")]


class Kind(StrEnum):
    """Kind of party."""

    PERSON = "person"
    ORGANIZATION = "organization"


def evaluate(
    file: Annotated[Path | None, typer.Argument(help="With --sample: the CSV file to write.")] = None,
    truth: Annotated[
        Path | None, typer.Option(help="CSV with source, source_key, role, true_id; version where needed.")
    ] = None,
    reachable: Annotated[
        Path | None, typer.Option(help="CSV of the pairs that can be joined: a_source, ... b_role.")
    ] = None,
    labels: Annotated[Path | None, typer.Option(help="A sample of pairs with its labels filled in.")] = None,
    sample: Annotated[int | None, typer.Option(min=1, help="Draw so many pairs to label, at random.")] = None,
    seed: Annotated[int, typer.Option(help="Of the sample.")] = 1,
    kind: Annotated[Kind, typer.Option(help="Kind of party, with --truth.")] = Kind.PERSON,
    json: Json = False,
    html: Html = None,
) -> None:
    """Say how good the resolution is, and for whom it is worse.

    With --truth: pairs, B-cubed, exact parties, by source, script and size; error rates by group; thresholds.
    Without one, an estimate with its interval, from what reviewers decided, or better from a random sample:
    draw it with --sample, write yes or no into its column `same`, and give it back with --labels.

    \b
    Examples:
      fundlink evaluate --truth district/truth/members.csv
      fundlink evaluate --sample 300 pairs.csv
      fundlink evaluate --labels pairs.csv
    """
    _refuse_at_odds(
        {"--truth": truth, "--labels": labels, "--sample": sample},
        {
            "--reachable": (reachable, "--truth"),
            "--kind organization": (kind is Kind.ORGANIZATION, "--truth"),
            str(file): (file, "--sample"),
        },
        {"--json": json, "--html": html},
    )
    home = Home.current()
    if sample:
        _draw(home, sample, seed, file)
    elif truth:
        _compare(home, truth, reachable, kind, json=json, html=html)
    else:
        _estimate(home, labels, json=json, html=html)


def _refuse_at_odds(ways: dict[str, object], parts: dict[str, tuple[object, str]], answered: dict[str, object]) -> None:
    """Refuse two ways to evaluate at once, and what is part of a way that was not taken (option -> given, its way).

    So too how to be `answered`, where a sample is drawn and nothing is.
    """
    taken = [way for way, given in ways.items() if given]
    if len(taken) > 1:
        raise FundlinkError(f"{taken[0]} and {taken[1]}: two ways to evaluate. Give one of them.")
    for option, (given, way) in parts.items():
        if given and way not in taken:
            raise FundlinkError(f"{option}: only goes with {way}. Leave it out, or give {way}.")
    for option, given in answered.items():
        if given and "--sample" in taken:
            raise FundlinkError(f"{option}: --sample evaluates nothing yet. Leave it out, and give it with --labels.")


def _draw(home: Home, count: int, seed: int, file: Path | None) -> None:
    from fundlink.evaluation import draw

    if file is None:
        raise FundlinkError("--sample: no file to write. Name one: fundlink evaluate --sample 300 pairs.csv")
    drawn = draw(home, count, seed, file)
    for stratum, (taken, there) in drawn.items():
        messages.print(f"{taken:>6,} of {there:>9,}  {stratum}", markup=False)
    messages.print(
        f"{file}: write yes or no into the column same, then fundlink evaluate --labels {file}", markup=False
    )


def _compare(home: Home, truth: Path, reachable: Path | None, kind: Kind, *, json: bool, html: Path | None) -> None:
    from fundlink.charts.evaluation import evaluation_page
    from fundlink.charts.page import write_page
    from fundlink.evaluation import evaluate

    found = evaluate(home, truth, reachable, kind.value, person_resolver())
    if html:
        write_page(html, evaluation_page(found))
    _answer(found, json)


def _estimate(home: Home, labels: Path | None, *, json: bool, html: Path | None) -> None:
    from fundlink.charts.evaluation import estimate_page
    from fundlink.charts.page import write_page
    from fundlink.decisions.labels import labels as decided
    from fundlink.evaluation import estimate, read_labels

    found = (
        estimate(home, read_labels(home, labels))
        if labels
        else estimate(home, decided(home, "person"), person_resolver())
    )
    if html:
        write_page(html, estimate_page(found))
    _answer(found, json)


def _answer(found: Evaluation | Estimate, json: bool) -> None:
    from fundlink.evaluation import Estimate

    if json:
        print_json(asdict(found))
        return
    for part in estimate_text(found) if isinstance(found, Estimate) else evaluation_text(found):
        answers.print(part)
