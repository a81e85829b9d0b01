"""`fundlink map`: any CSV file or workbook, read as a known source, without code."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fundlink.cli.console import Json, answers, messages, print_json
from fundlink.config import Home
from fundlink.errors import FundlinkError

if TYPE_CHECKING:
    from fundlink.recognition.propose import Proposal
    from fundlink.sources.contract import Source

Input = Annotated[Path | None, typer.Option(help="Folder in place of the inbox.")]


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("map")(map_file)


def map_file(
    file: Annotated[Path, typer.Argument(help="CSV (any delimiter and encoding), or a workbook.")],
    source: Annotated[str, typer.Option("--as", help="The source to read it as, e.g. informal_transfers.")],
    column: Annotated[list[str], typer.Option(help="«Column of the file=column»; «Column=» leaves it out.")] = [],  # noqa: B006
    set_: Annotated[list[str], typer.Option("--set", help="«column=value», the same in each row.")] = [],  # noqa: B006
    day_first: Annotated[bool | None, typer.Option("--day-first/--month-first", help="03.04.2026 is in April?")] = None,
    decimal: Annotated[str | None, typer.Option(help="Mark before decimals: comma or point.")] = None,
    sheet: Annotated[str | None, typer.Option(help="Sheet of the workbook; else the likeliest.")] = None,
    input: Input = None,
    dry_run: Annotated[bool, typer.Option(help="Show it, and keep nothing.")] = False,
    json: Json = False,
) -> None:
    """Read any CSV file or workbook as a known source.

    Proposes which column is what, by words (Kazakh, Russian, English) and by content, tries it on all rows, and puts
    file and mapping into the inbox: FILE.map.toml, to be changed by hand or by another run. The mapping holds for
    every later file there whose header has the same columns. Exit code 1 when no row could be loaded by it.

    \b
    Examples:
      fundlink map ledger.xlsx --as informal_transfers --dry-run
      fundlink map ledger.xlsx --as informal_transfers --set currency=KZT
      fundlink map list.csv --as npo_officers --column "Кто=full_name"
    """
    # DuckDB and the guessing of encodings take half a second to import: not for those who ask for help.
    from fundlink.cli.map_text import preview, told
    from fundlink.recognition.propose import Wishes, propose
    from fundlink.recognition.trial import trial
    from fundlink.sources.filemap import ENDING

    declared = flat_source(source)
    check_file(file)
    if decimal not in (None, ",", "."):
        raise typer.BadParameter("write --decimal , or --decimal .")
    dates = None if day_first is None else "day first" if day_first else "month first"
    columns = {name: value or None for name, value in _pairs(column)}
    proposal = propose(file, declared, Wishes(columns, dict(_pairs(set_)), dates, decimal, sheet))
    named = replace(proposal.map, name=file.name + ENDING)
    missing = named.missing(declared)
    tried = None if missing else trial(declared, file, [named])
    if not json:
        preview(proposal, tried)
    if missing or tried is None or not tried.counts.loaded:
        lacking = f'{source} needs {", ".join(missing)}: --column "...={missing[0]}"' if missing else "no row is right"
        if tried and tried.problems:
            lacking += f" ({tried.problems[0].reason})"
        if json:
            print_json(told(proposal, tried, None) | {"problem": lacking})
        raise FundlinkError(f"{file.name}: nothing is kept, since {lacking}.")
    asks = not dry_run and not json and sys.stdin.isatty() and answers.is_terminal
    kept = not dry_run and (not asks or typer.confirm("Put file and mapping into the inbox?", default=True))
    where = _keep(file, proposal, inbox_of(input) / source) if kept else None
    if json:
        print_json(told(proposal, tried, where))
    elif where:
        messages.print(f"{where}\n{where}{ENDING}\nNext: fundlink refresh", markup=False)
    else:
        messages.print("Nothing is kept.")


def _keep(file: Path, proposal: Proposal, folder: Path) -> Path:
    from fundlink.sources.filemap import ENDING, save
    from fundlink.sources.inbox import put

    target = put(file, folder).path
    remarks = {line.header: f"{line.why}; e.g. {line.samples[0][:40]}" for line in proposal.lines if line.samples}
    save(proposal.map, target.with_name(target.name + ENDING), remarks)
    return target


def _pairs(said: Iterable[str]) -> list[tuple[str, str]]:
    pairs = []
    for text in said:
        name, equals, value = text.rpartition("=")
        if not equals or not name:
            raise typer.BadParameter(f"«{text}» is not of the form name=value")
        pairs.append((name.strip(), value.strip()))
    return pairs


def flat_source(name: str) -> Source:
    """The declared flat source of that name; raises FundlinkError, or typer.BadParameter where there is none."""
    from fundlink.sources.declared import declared_sources

    sources = {source.name: source for source in declared_sources()}
    if name not in sources:
        raise typer.BadParameter(f"no source is called {name}; there are {', '.join(sources)}")
    if sources[name].reader:
        flat = ", ".join(source.name for source in sources.values() if not source.reader)
        raise FundlinkError(f"{name} has a format of its own, which no table is mapped to. Flat sources: {flat}.")
    return sources[name]


def check_file(file: Path) -> None:
    """Refuse what is no file."""
    if not file.is_file():
        raise FundlinkError(f"{file}: there is no such file.")


def inbox_of(given: Path | None) -> Path:
    """The folder that holds one folder a source."""
    return given.expanduser().resolve() if given else Home.current().inbox
