"""The answers of `fundlink why`, `how` and `evaluate` as text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.table import Table

from fundlink.cli.console import answers

if TYPE_CHECKING:
    from fundlink.evaluation import Evaluation, Figures
    from fundlink.resolution.explain import Compared, Explanation
    from fundlink.resolution.merging import Merging

_BANDS = ("same", "review", "different")

_BAR = 16
"""Letters of the longest evidence bar."""


def explanation_text(found: Explanation) -> None:
    """Print why."""
    answers.print(_pair_table(found))
    answers.print(_weights_table(found))
    silent = [f"{c.comparison} ({c.note})" if c.note else c.comparison for c in found.compared if c.level is None]
    if silent:
        answers.print(f"\nNothing to compare: {', '.join(silent)}.", markup=False)
    verdict = found.verdict
    answers.print(f"\n[bold]{verdict.band}[/bold]  {found.match_weight:+.2f} bits, p = {found.match_probability:g}")
    for title, texts in (("proof", verdict.proofs), ("against", verdict.obstacles), ("look", verdict.look)):
        for text in texts:
            answers.print(f"  {title:<8} {text}", markup=False)
    answers.print(f"  {'refresh':<8} {_standing(found)}", markup=False)
    between = found.between
    if between:
        answers.print(
            f"  {'between':<8} {between.pairs:,} pairs, {between.same:,} of them same; {len(between.conflicts):,} in "
            f"conflict; average {between.average:+.2f} bits, and clusters join from {between.linkage_at:+g}"
        )
    _print_changes(found)


def _pair_table(found: Explanation) -> Table:
    table = Table("", "mention", "source", "key", "role", "name", "person", box=None, pad_edge=False)
    for letter, side, mention_id in zip("AB", (found.a, found.b), found.pair, strict=True):
        mention = next(mention for mention in side.mentions if mention["mention_id"] == mention_id)
        table.add_row(letter, mention_id, *_record(mention), mention["person_id"])
    return table


def _record(mention: dict[str, Any]) -> tuple[str, ...]:
    key = " ".join(filter(None, (mention["source_key"], mention["version"])))
    return mention["source"], escape(key), mention["role"], escape(mention["name"] or "")


def _weights_table(found: Explanation) -> Table:
    table = Table("", "A", "B", "level", "bits", "", box=None, pad_edge=False, title="")
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


def _standing(found: Explanation) -> str:
    one = set(found.a.persons) == set(found.b.persons)
    standing = f"one person, {found.a.persons[0]}" if one else "not one person"
    if found.kept is None:
        return f"{standing}; this pair is not among those the last refresh kept"
    if one == (found.verdict.band == "same"):
        return standing
    through = "through other mentions (fundlink how)" if one else "their clusters do not fit together"
    return f"{standing}: {through}"


def _print_changes(found: Explanation) -> None:
    by_band: dict[str, list[str]] = defaultdict(list)
    for change in found.changes:
        what = f"{change.comparison}: {change.level}" if change.level else f"nothing known of {change.comparison}"
        by_band[change.band].append(f"{what} ({change.match_weight:+.1f})")
    if not by_band:
        answers.print("\nNo single comparison would change that.")
    for band, whats in sorted(by_band.items(), key=lambda item: _BANDS.index(item[0])):
        answers.print(f"\nIt would be [bold]{band}[/bold] with")
        for what in whats:
            answers.print(f"  {what}", markup=False)


def merging_text(found: Merging) -> None:
    """Print how."""
    number = {mention["mention_id"]: at for at, mention in enumerate(found.mentions, 1)}
    table = Table("", "mention", "source", "key", "role", "name", box=None, pad_edge=False)
    for mention in found.mentions:
        table.add_row(str(number[mention["mention_id"]]), mention["mention_id"], *_record(mention))
    answers.print(f"{found.person_id}: {len(found.mentions)} mentions\n")
    answers.print(table)
    if not found.steps:
        return
    steps = Table("step", "joins", "with", "average", "on", "evidence", box=None, pad_edge=False, title="")
    for at, step in enumerate(found.steps, 1):
        left, right = (" ".join(str(number[m]) for m in side) for side in (step.left, step.right))
        average = "says the same" if step.average is None else f"{step.average:+.2f}"
        pair = f"{number[step.pair[0]]}-{number[step.pair[1]]} {step.match_weight:+.2f}" if step.pair else "one entry"
        steps.add_row(str(at), left, right, average, pair, escape(", ".join(step.evidence)))
    answers.print(steps)


def evaluation_tables(found: Evaluation) -> Iterator[Table | str]:
    """What evaluate prints."""
    columns = ("mentions", "parties", "precision", "recall", "F1", "B³ precision", "B³ recall", "B³ F1", "exact")
    table = Table("", *columns, box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    # A narrow terminal wraps lines; it must not cut names and figures short.
    table.columns[0].min_width = max(map(len, found.by_source))
    for column in table.columns[1:]:
        column.min_width = max(len(str(column.header)), 6)
    groups: dict[str, Figures] = {"all": found.overall, **found.by_source, **found.by_script}
    first = {"all", next(reversed(found.by_source))}
    for name, figures in groups.items():
        counts, shares = list(vars(figures).values())[:2], list(vars(figures).values())[2:]
        table.add_row(name, *(f"{n:,}" for n in counts), *map(_share, shares), end_section=name in first)
    yield table
    if found.reachable:
        reach = found.reachable
        yield (
            f"\nreachable: {reach.pairs:,} pairs, {_share(reach.share)} of all true ones; found {_share(reach.recall)}"
        )
    if found.without_mention:
        yield f"\n{found.without_mention:,} rows of the truth name no mention of this kind."


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.4f}"
