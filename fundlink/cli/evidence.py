"""`fundlink evidence`: the file, row and original text behind anything in the graph."""

from __future__ import annotations

import json as json_
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from fundlink.cli.console import Json, answers, print_json
from fundlink.config import Home

if TYPE_CHECKING:
    from fundlink.evidence import Evidence


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("evidence")(show_evidence)


def show_evidence(
    asked: Annotated[list[str], typer.Argument(metavar="ID | START TYPE END", help="One id, or a relationship.")],
    all_: Annotated[bool, typer.Option("--all", help="Every record, not the first 25.")] = False,
    json: Json = False,
) -> None:
    """Show where it is written: file, row and text.

    For a person, organisation, transfer, account, phone, campaign, listing, mention or record by its id (old ids of
    parties too), or for a relationship by start, type and end. Reads the tables: no server is needed.

    \b
    Examples:
      fundlink evidence informal_transfers:TR-000001
      fundlink evidence P-0123456789abcdef --all --json
      fundlink evidence P-0123456789abcdef SENT informal_transfers:TR-000001
    """
    if len(asked) not in (1, 3):
        raise typer.BadParameter("give one id, or START TYPE END", param_hint="ID")
    # The tables' engine takes half a second to load: not for those who ask for help.
    from fundlink.evidence import evidence
    from fundlink.evidence.records import FIRST
    from fundlink.sources.declared import declared_sources

    found = evidence(Home.current(), declared_sources(), *asked, limit=None if all_ else FIRST)
    if json:
        print_json([asdict(one) for one in found])
        return
    for one in found:
        _text(one)


def _text(found: Evidence) -> None:
    name = f"  {found.name}" if found.name else ""
    many = "record" if found.count == 1 else "records"
    answers.print(f"{found.kind} {' -> '.join(found.id)}{name}: {found.count:,} {many}", markup=False)
    for remark in found.remarks:
        answers.print(f"  {remark}", markup=False)
    for shown in found.records:
        read = f"read {shown.read_at:%Y-%m-%d %H:%M} UTC" if shown.read_at else ""
        answers.print(f"\n  {shown.file}, row {shown.row}  {shown.source}:{shown.key}  {shown.record_id}", markup=False)
        answers.print(f"  SHA-256 {shown.sha256}, {read}", markup=False)
        for column, value in json_.loads(shown.text).items():
            answers.print(f"    {column}: {value}", markup=False)
    if found.count > len(found.records):
        answers.print(f"\n  ... and {found.count - len(found.records):,} more: --all", markup=False)
