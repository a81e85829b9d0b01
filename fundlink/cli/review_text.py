"""One question of a review on the terminal, and the queue as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer
from rich.markup import escape
from rich.table import Table

from fundlink.cli.console import answers, columns
from fundlink.cli.declared import organization_resolver, person_resolver
from fundlink.cli.identity_text import explanation_text
from fundlink.cli.organization_text import organization_explanation_text
from fundlink.config import Home

if TYPE_CHECKING:
    from fundlink.review import Card, Question, Side

_KEYS = {"s": "same", "n": "not same", "k": "skip", "u": "undo last", "q": "quit"}


def ask(home: Home, question: Question, number: int, of: int) -> str:
    """Show one question, and wait for one of the keys. One whose mention is no longer read is skipped, with a word."""
    from fundlink.review import cards, sides

    shown = cards(home, (question.a, question.b))
    # A refresh may come while somebody reviews.
    if gone := sorted({question.a, question.b} - shown.keys()):
        answers.print(f"{number} of {of}: {gone[0]} is in no file that is read now. Skipped.")
        return "k"
    behind = sides(home, question.sides)
    answers.rule(f"{number} of {of}: {question.why}")
    answers.print(_side_by_side(shown[question.a], shown[question.b]))
    _explain(home, question)
    one, other = (behind[side] for side in question.sides)
    if max(one.mentions, other.mentions) > 1:
        answers.print("", _all_said(one, other))
    keys = "  ".join(f"[bold]{key}[/bold] {what}" for key, what in _KEYS.items())
    answers.print(f"\nOne and the same? The answer may change {question.pairs:,} pairs of mentions.   {keys}")
    try:
        while (key := typer.getchar().lower()) not in _KEYS:
            answers.print(f"Press one of {', '.join(_KEYS)}.")
    except (EOFError, KeyboardInterrupt):
        return "q"
    return key


def _explain(home: Home, question: Question) -> None:
    from fundlink.resolution.asked import is_organization
    from fundlink.resolution.explain import explain
    from fundlink.resolution.organizations import explain_organizations

    if is_organization(home, question.a):
        organization_explanation_text(explain_organizations(home, organization_resolver(), question.a, question.b))
    else:
        explanation_text(explain(home, person_resolver(), question.a, question.b))


def _side_by_side(a: Card, b: Card) -> Table:
    table = columns("", "A", "B")
    table.add_row("mention", a.mention_id, b.mention_id)
    fellows = (f"{card.fellows:,} {'mention' if card.fellows == 1 else 'mentions'}" for card in (a, b))
    table.add_row("party", *(f"{card.party_id}, {told}" for card, told in zip((a, b), fellows, strict=True)))
    table.add_row("record", *(escape(f"{card.source}: {card.source_key}, {card.role}") for card in (a, b)))
    stands = (escape(f"{card.file}, row {card.row}") if card.file else "not known" for card in (a, b))
    table.add_row("file", *stands, end_section=True)
    for name in {**a.said, **b.said}:
        one, other = (escape(card.said.get(name, "")) for card in (a, b))
        table.add_row(name, one, other, style="bold" if one == other else None)
    return table


def _all_said(one: Side, other: Side) -> Table:
    """What all mentions of both sides say, and how many of them; what both say in bold."""
    counts = (f"{letter}: {side.mentions:,}" for letter, side in (("A", one), ("B", other)))
    table = columns("all mentions", *counts)
    for name in {**one.said, **other.said}:
        table.add_row(name, _values(name, one, other), _values(name, other, one))
    return table


def _values(column: str, of: Side, beside: Side) -> str:
    """A value a line, with how many mentions say it."""
    both = {value for value, _ in beside.said.get(column, ())}
    values, more = of.most(column)
    lines = [(value in both, escape(f"{value}  {times:,}×")) for value, times in values]
    left = [f"and {more:,} more"] if more else []
    return "\n".join([f"[bold]{line}[/bold]" if common else line for common, line in lines] + left)


def queue_table(home: Home, questions: Sequence[Question]) -> Table:
    """The queue, whose answer changes most first."""
    from fundlink.review import cards

    shown = cards(home, (mention for question in questions for mention in (question.a, question.b)))
    named = {id: f"{escape(card.said.get('name', ''))}\n{id}" for id, card in shown.items()}
    table = columns("no", "changes", "bits", "A", "B", "asked since", "evidence", whole=(0,))
    for column in table.columns[:5]:
        column.no_wrap = True
    for number, question in enumerate(questions, 1):
        bits = "" if question.match_weight is None else f"{question.match_weight:+.2f}"
        changes = f"{question.priority:,.1f}"
        evidence = escape("; ".join(question.evidence))
        table.add_row(str(number), changes, bits, named[question.a], named[question.b], question.why, evidence)
    return table
