"""The answers of `fundlink why` and `how` as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.table import Table

from fundlink.charts.words import average, between, changes_by_band, headline, party, silent, standing, weighed
from fundlink.cli.console import answers, columns

if TYPE_CHECKING:
    from fundlink.resolution.explain import Compared, Explanation
    from fundlink.resolution.merging import Merging

_BAR = 16
"""Letters of the longest evidence bar."""


def explanation_text(found: Explanation) -> None:
    """Print why."""
    answers.print(_pair_table(found))
    answers.print(_weights_table(found))
    if nothing := silent(found):
        answers.print(f"\nNothing to compare: {', '.join(nothing)}.", markup=False)
    verdict = found.verdict
    answers.print(f"\n[bold]{headline(found)}[/bold]  {weighed(found)}")
    said = {"human": found.decided, "proof": verdict.proofs, "against": verdict.obstacles, "look": verdict.look}
    for title, texts in said.items():
        for text in texts:
            answers.print(f"  {title:<8} {text}", markup=False)
    answers.print(f"  {'refresh':<8} {standing(found)}", markup=False)
    if them := between(found):
        answers.print(f"  {'between':<8} {them}")
    _print_changes(found)


def _pair_table(found: Explanation) -> Table:
    table = columns("", "mention", "source", "key", "role", "name", "person", whole=(1, 6))
    for letter, side, mention_id in zip("AB", (found.a, found.b), found.pair, strict=True):
        mention = next(mention for mention in side.mentions if mention["mention_id"] == mention_id)
        table.add_row(letter, mention_id, *_record(mention), mention["party_id"])
    return table


def _record(mention: dict[str, Any]) -> tuple[str, ...]:
    key = " ".join(filter(None, (mention["source_key"], mention["version"])))
    return mention["source"], escape(key), mention["role"], escape(mention["name"] or "")


def _weights_table(found: Explanation) -> Table:
    table = columns("", "A", "B", "level", "bits", "", title="")
    table.columns[4].justify = "right"
    most = max(1.0, *(abs(compared.bits) for compared in found.compared))
    table.add_row("any two mentions", "", "", "", f"{found.prior:+.2f}")
    for compared in found.compared:
        if compared.level is not None:
            sides = (escape(_value(value)) for value in (compared.a, compared.b))
            table.add_row(compared.comparison, *sides, compared.level, f"{compared.bits:+.2f}", _bar(compared, most))
    table.add_row("sum", "", "", "", f"{found.match_weight:+.2f}", end_section=True)
    return table


def _value(value: Any) -> str:
    if value is None:
        return ""
    return ", ".join(value) if isinstance(value, list) else str(value)


def _bar(compared: Compared, most: float) -> str:
    length = round(abs(compared.bits) / most * _BAR)
    return f"[green]{'█' * length}[/green]" if compared.bits > 0 else f"[red]{'░' * length}[/red]"


def _print_changes(found: Explanation) -> None:
    by_band = changes_by_band(found)
    if not by_band:
        answers.print("\nNo single comparison would change that.")
    for band, lines in by_band:
        answers.print(f"\nIt would be [bold]{band}[/bold] with")
        for line in lines:
            answers.print(f"  {line}", markup=False)


def merging_text(found: Merging) -> None:
    """Print how."""
    number = {mention["mention_id"]: at for at, mention in enumerate(found.mentions, 1)}
    table = columns("", "mention", "source", "key", "role", "name", whole=(1,))
    for mention in found.mentions:
        table.add_row(str(number[mention["mention_id"]]), mention["mention_id"], *_record(mention))
    answers.print(f"{party(found.person_id, found.name, found.mentions)}\n", markup=False)
    answers.print(table)
    if not found.steps:
        return
    steps = columns("step", "joins", "with", "average", "on", "evidence", title="", whole=(0,))
    for at, step in enumerate(found.steps, 1):
        left, right = (" ".join(str(number[m]) for m in side) for side in (step.left, step.right))
        pair = f"{number[step.pair[0]]}-{number[step.pair[1]]} {step.match_weight:+.2f}" if step.pair else "one entry"
        steps.add_row(str(at), left, right, average(step), pair, escape(", ".join(step.evidence)))
    answers.print(steps)
