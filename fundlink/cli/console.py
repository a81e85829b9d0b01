"""Where words go: answers to standard output, everything else to standard error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

_WIDE = 140
"""Columns of what goes to a file or to another program, where no screen says how many there are."""

answers = Console(
    highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() or os.environ.get("COLUMNS") else _WIDE
)
messages = Console(stderr=True, highlight=False, soft_wrap=True)


def columns(*titles: str, whole: Iterable[int] = (), **options: Any) -> Table:
    """A plain table that leaves nothing out on a narrow screen; the columns at `whole` are never broken, for ids."""
    table = Table(*titles, box=None, pad_edge=False, **options)
    whole = set(whole)
    for at, column in enumerate(table.columns):
        column.overflow = "fold"
        column.no_wrap = at in whole
    return table


Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
"""The option of a command that answers in words, or in one JSON document."""


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    answers.out(json.dumps(value, ensure_ascii=False, indent=2, default=str), highlight=False)
