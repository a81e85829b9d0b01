"""The answers of `fundlink evaluate` as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.table import Table

from fundlink.cli.console import columns

if TYPE_CHECKING:
    from fundlink.evaluation import Errors, Estimate, Evaluation, Figures, Interval, Rate
    from fundlink.evaluation.estimate import Stratum
    from fundlink.evaluation.groups import Worst

_NUMBER_WIDTH = 6


def evaluation_text(found: Evaluation) -> Iterator[Table | str]:
    """What a comparison with a truth prints."""
    yield _figures(found)
    if found.reachable:
        reach = found.reachable
        yield (
            f"\nreachable: {reach.pairs:,} pairs, {_share(reach.share)} of all true ones; found {_share(reach.recall)}"
        )
    if found.without_truth:
        yield f"\n{found.without_truth:,} mentions are not in the truth: nothing above speaks of them."
    if found.without_mention:
        yield f"\n{found.without_mention:,} rows of the truth name no mention of this kind."
    if found.without_true_id:
        yield f"\n{found.without_true_id:,} rows of the truth have no true_id: left out."
    for trait, comparison in found.groups.items():
        yield ""
        yield _errors(trait, comparison.groups)
        yield from _worst(comparison.widest)
    if found.thresholds:
        at = found.thresholds.same_at
        now = next((point for point in found.thresholds.by_rules if point.at >= at), None)
        if now:
            yield (
                f"\npairs of the band same (from {at:g} bits), before clusters are made: precision "
                f"{now.precision:.4f}, recall {now.recall:.4f}; other thresholds in --json and --html"
            )


def estimate_text(found: Estimate) -> Iterator[Table | str]:
    """What an estimate prints."""
    yield f"Of {found.speaks_of}:"
    for name, value in (("precision", found.precision), ("recall", found.recall)):
        yield f"{name:<9}  {_interval(value)}" if value else f"{name:<9}  no label speaks of it"
    if found.strata:
        yield ""
        yield _strata(found.strata)
    else:
        yield "\nNo pairs were weighed and kept: there is nothing to estimate from."
    for line in found.caveats:
        yield f"\n{line}"


def _strata(strata: Sequence[Stratum]) -> Table:
    table = _table("", "pairs", "labels", "one person", "95 % interval")
    table.columns[0].min_width = max(len(stratum.name) for stratum in strata)
    for stratum in strata:
        same = stratum.same
        table.add_row(
            stratum.name,
            f"{stratum.pairs:,}",
            f"{stratum.labels:,}",
            _share(same.value if same else None),
            f"{same.low:.4f} to {same.high:.4f}" if same else "",
        )
    return table


def _figures(found: Evaluation) -> Table:
    table = _table(
        "", "mentions", "parties", "precision", "recall", "F1", "B³ precision", "B³ recall", "B³ F1", "exact"
    )
    sizes = {f"size {name}": figures for name, figures in found.by_size.items()}
    blocks: list[dict[str, Figures]] = [{"all": found.overall}, found.by_source, found.by_script, sizes]
    # A narrow terminal wraps lines; it must not cut names and figures short.
    table.columns[0].min_width = max(len(name) for block in blocks for name in block)
    for block in blocks:
        for name, figures in block.items():
            counts, shares = list(vars(figures).values())[:2], list(vars(figures).values())[2:]
            table.add_row(name, *(f"{n:,}" for n in counts), *map(_share, shares), end_section=name == [*block][-1])
    return table


def _errors(trait: str, groups: Mapping[str, Errors]) -> Table:
    reachable = any(errors.missed_reachable for errors in groups.values())
    columns = ["mentions", "evidence", "false matches", "missed", *(["missed, reachable"] if reachable else [])]
    table = _table(f"errors by {trait}", *columns)
    table.columns[0].no_wrap = True
    for name, errors in groups.items():
        rates = [errors.false_match, errors.missed, *([errors.missed_reachable] if errors.missed_reachable else [])]
        table.add_row(name, f"{errors.mentions:,}", f"{errors.evidence:.2f}", *map(_rate, rates))
    return table


def _worst(widest: Mapping[str, Worst]) -> Iterator[str]:
    for error, found in widest.items():
        if found.worst != found.best:
            ratio = f"{found.ratio:.2f} times" if found.ratio is not None else "the best has no error"
            reason = f"; {found.reason}" if found.reason else ""
            yield f"  {error.replace('_', ' ')}: {found.worst} against {found.best}, {ratio}{reason}"


def _table(first: str, *numbers: str) -> Table:
    table = columns(first, *numbers)
    for column in table.columns[1:]:
        column.justify = "right"
        column.min_width = max(len(str(column.header)), _NUMBER_WIDTH)
    return table


def _rate(rate: Rate) -> str:
    return _interval(rate.share) if rate.share else "–"


def _interval(value: Interval) -> str:
    return f"{value.value:.4f} ({value.low:.4f}–{value.high:.4f})"


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.4f}"
