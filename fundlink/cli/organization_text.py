"""The answers of `fundlink why` and `how` about organisations as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.table import Table

from fundlink.charts.words import party
from fundlink.cli.console import answers, columns

if TYPE_CHECKING:
    from fundlink.resolution.asked import Side
    from fundlink.resolution.organizations import OrganizationExplanation, OrganizationMerging

_HOLDS = {True: "[green]holds[/green]", False: "[red]fails[/red]"}
_MOST = 12
"""Mentions listed of one side."""


def organization_explanation_text(found: OrganizationExplanation) -> None:
    """Print which rules hold between two sides, and how they stand."""
    answers.print(_mentions((("A", found.a), ("B", found.b))))
    rules = columns("rule", "", "because", title="")
    for verdict in sorted(found.rules, key=lambda verdict: verdict.holds is not True):
        if verdict.holds is not None:
            rules.add_row(escape(verdict.rule), _HOLDS[verdict.holds], escape("; ".join(verdict.reasons)))
    if rules.rows:
        answers.print(rules)
    silent = [verdict.rule for verdict in found.rules if verdict.holds is None]
    answers.print(f"\nNothing to compare: {'; '.join(silent)}.", markup=False)
    answers.print(f"\n[bold]{'one organisation' if found.together else 'two organisations'}[/bold]")
    for row in found.joins:
        answers.print(f"  joined by  {_pair(row)}", markup=False)
    for row in found.doubts:
        answers.print(f"  {row['band']:<9}  {_pair(row)}", markup=False)


def organization_merging_text(found: OrganizationMerging) -> None:
    """Print how an organisation came together, and its head and branches."""
    number = {mention["mention_id"]: at for at, mention in enumerate(found.mentions, 1)}
    answers.print(f"{party(found.organization_id, found.name, found.mentions)}\n", markup=False)
    table = columns("", "mention", "source", "key", "role", "name", whole=(1,))
    for mention in found.mentions:
        table.add_row(str(number[mention["mention_id"]]), *_cells(mention))
    answers.print(table)
    if found.steps:
        steps = columns("step", "joins", "with", "on", "evidence", title="", whole=(0,))
        for at, step in enumerate(found.steps, 1):
            left, right = (_numbers([number[m] for m in side]) for side in (step.left, step.right))
            pair = "-".join(str(number[mention]) for mention in step.pair)
            steps.add_row(str(at), left, right, pair, escape(", ".join(step.evidence)))
        answers.print(steps)
    for link in found.links:
        here = link["organization_id"] == found.organization_id
        other = f"a branch of {link['head_id']}" if here else f"{link['organization_id']} is a branch of it"
        answers.print(f"\n{other}: {', '.join(link['evidence'])}", markup=False)


def _mentions(sides: tuple[tuple[str, Side], ...]) -> Table:
    table = columns("", "mention", "source", "key", "role", "name", "organisation", whole=(1, 6))
    for letter, side in sides:
        for mention in side.mentions[:_MOST]:
            table.add_row(letter, *_cells(mention), mention["party_id"])
        if len(side.mentions) > _MOST:
            table.add_row(letter, f"... and {len(side.mentions) - _MOST} more")
    return table


def _cells(mention: dict[str, Any]) -> tuple[str, ...]:
    key = " ".join(filter(None, (mention["source_key"], mention["version"])))
    return mention["mention_id"], mention["source"], escape(key), mention["role"], escape(mention["name"] or "")


def _pair(row: dict[str, Any]) -> str:
    return f"{row['mention_a']} - {row['mention_b']}: {', '.join(row['evidence'])}"


def _numbers(numbers: list[int]) -> str:
    shown = " ".join(map(str, numbers[:_MOST]))
    return f"{shown} ... ({len(numbers)})" if len(numbers) > _MOST else shown
