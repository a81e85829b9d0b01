"""The answer of `fundlink screen` as text: the verdict first, then each listing with its reasons and its record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from rich.markup import escape

from fundlink.cli.console import answers
from fundlink.screening import Answer, Match, Verdict, verdict_of

_COLOUR = {Verdict.HIT: "red", Verdict.POSSIBLE: "yellow", Verdict.FORMER: "cyan", Verdict.NONE: "green"}
_NAME_ALONE = "A name alone is never more than possible: ask for a birth date or a document."
_ASK_MORE = "What agrees is no more than possible: the number of a document would tell."
_MOST = 20
"""Listings shown; the verdict counts them all."""


def plain(answer: Answer) -> dict[str, Any]:
    """An answer as JSON shows it."""
    return asdict(answer)


def answer_text(answer: Answer, lists: Mapping[str, int], *, more_known: bool) -> None:
    """Print the verdict and the listings it rests on; `more_known`: a birth date or a number was given too."""
    matches = answer.matches
    verdict = verdict_of(matches)
    every = ", ".join(f"{name} ({count:,})" for name, count in lists.items())
    answers.print(f"[bold {_COLOUR[verdict]}]{verdict}[/]  screened against {escape(every)}")
    for match in matches[:_MOST]:
        _print_match(match)
    if len(matches) > _MOST:
        answers.print(f"\n... and {len(matches) - _MOST:,} more (--json shows all)")
    for match in answer.ruled_out[:_MOST]:
        answers.print(f"\nnote: ruled out by the birth date alone: {match.sentence}", markup=False)
    if len(answer.ruled_out) > _MOST:
        answers.print(f"... and {len(answer.ruled_out) - _MOST:,} more (--json shows all)")
    if matches and all(match.by_evidence is Verdict.POSSIBLE for match in matches):
        answers.print(f"\n{_ASK_MORE if more_known else _NAME_ALONE}")


def _print_match(match: Match) -> None:
    of = match.listing
    listed = f"listed {of.listed_on}" if of.listed_on else "day of listing not stated"
    until = f", ended {of.delisted_on} (by the evidence: {match.by_evidence})" if of.delisted_on else ""
    answers.print(f"\n[bold {_COLOUR[match.verdict]}]{match.verdict:<8}[/] {escape(of.reference_number)}  ", end="")
    answers.print(f"{of.list}, {listed}{until}", markup=False)
    lines = [("", of.names[0][0] if of.names else ""), *(("agrees", reason) for reason in match.agrees)]
    lines += [("against", reason) for reason in match.contradicts]
    lines += [("record", f"{of.source} {of.source_key}: {of.file}, row {of.row}, mention {of.mention_id}")]
    for title, text in lines:
        answers.print(f"  {title:<8} {text}", markup=False)
