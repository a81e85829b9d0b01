"""A proposed mapping in words: a table for people, the same for programs."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.markup import escape
from rich.table import Table

from fundlink.cli.console import answers
from fundlink.recognition.propose import Proposal
from fundlink.recognition.trial import Trial

LETTERS = 18
"""Letters shown of a sample."""


def preview(proposal: Proposal, tried: Trial | None) -> None:
    """Print which column is what, why, with values and what was found wrong with the rows."""
    sheet = proposal.sheet
    answers.print(escape(f"{sheet.file.name}: {_where(proposal)} -> {proposal.map.source}"))
    problems = tried.problems if tried else []
    table = Table("column", "is", "why", "e.g.", "rows set aside", box=None)
    for line in proposal.lines:
        mine = [problem for problem in problems if problem.column == line.column]
        said = "; ".join(f"{problem.rows:,}: {problem.reason}" for problem in mine)
        samples = " | ".join(sample[:LETTERS] for sample in line.samples)
        table.add_row(*map(escape, (line.header, line.column or "-", line.why, samples, said)))
    for column, value in proposal.map.set.items():
        table.add_row(*map(escape, ("(every row)", column, "as you said", value, "")))
    if proposal.map.key:
        table.add_row("(none)", "(key)", "no column is the key: rows are told apart by what they say", "", "")
    answers.print(table)
    told_of = {line.column for line in proposal.lines}
    rest = [f"{p.rows:,} rows: {p.reason}" for p in problems if p.column not in told_of]
    for doubt in [*proposal.doubts, *rest, *(tried.signals if tried else [])]:
        answers.print(escape(f"note: {doubt}"))
    if tried:
        counts = tried.counts
        parts = f"{counts.loaded:,} right, {counts.rejected:,} set aside, {counts.repeats:,} exact repeats"
        answers.print(f"{counts.read:,} rows: {parts}")


def _where(proposal: Proposal) -> str:
    sheet, made = proposal.sheet, proposal.map
    line = sheet.top[proposal.at][0]
    parts = [f"header in row {line}"]
    parts += [f"sheet «{sheet.name}»"] if sheet.name else [f"{sheet.encoding}, delimiter {sheet.delimiter!r}"]
    parts += [f"dates with {made.dates}"] if made.dates else []
    parts += [f"decimals after «{made.decimal}»"] if made.decimal else []
    return ", ".join(parts)


def told(proposal: Proposal, tried: Trial | None, where: Path | None) -> dict[str, Any]:
    """The same as a document."""
    sheet = proposal.sheet
    found = {"header_row": sheet.top[proposal.at][0], "sheet": sheet.name}
    found |= {} if sheet.name else {"encoding": sheet.encoding, "delimiter": sheet.delimiter}
    return {
        "file": sheet.file.name,
        **found,
        "mapping": {name: value for name, value in asdict(proposal.map).items() if name != "name"},
        "columns": [asdict(line) for line in proposal.lines],
        "doubts": list(proposal.doubts),
        "rows": vars(tried.counts) if tried else None,
        "problems": [asdict(problem) for problem in tried.problems] if tried else [],
        "signals": list(tried.signals) if tried else [],
        "kept": str(where) if where else None,
    }
