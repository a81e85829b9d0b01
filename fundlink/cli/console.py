"""Where words go: answers to standard output, everything else to standard error."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer
from rich.console import Console

answers = Console(highlight=False, soft_wrap=True)
messages = Console(stderr=True, highlight=False, soft_wrap=True)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
"""The option of a command that answers in words, or in one JSON document."""


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    answers.out(json.dumps(value, ensure_ascii=False, indent=2, default=str), highlight=False)
