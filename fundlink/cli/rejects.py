"""`fundlink rejects`: what was set aside while reading, and back in when mended."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from fundlink.cli.console import Json, answers, messages, print_json
from fundlink.cli.map import Input, check_file, inbox_of
from fundlink.config import Home

if TYPE_CHECKING:
    from fundlink.rejects import Reason
    from fundlink.sources.contract import Source

FIRST = 20
"""Rows shown of one source."""


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("rejects")(show_rejects)


def show_rejects(
    source: Annotated[str | None, typer.Argument(help="One source; else all.")] = None,
    csv: Annotated[Path | None, typer.Option(help="CSV to write, for a spreadsheet.")] = None,
    mended: Annotated[Path | None, typer.Option(help="The same file, mended: its right rows go in.")] = None,
    input: Input = None,
    json: Json = False,
) -> None:
    """Show what was set aside and why; take mended rows in.

    --csv writes the rows of one source with their columns, and _reason, _file and _row. Mend cells in a spreadsheet,
    leave those three as they are, save as CSV UTF-8 or .xlsx, and give it to --mended: the rows that are right now
    become a further file of the source. The first file's row stays counted as set aside, and is told as mended.

    \b
    Examples:
      fundlink rejects
      fundlink rejects informal_transfers --csv rejects.csv
      fundlink rejects informal_transfers --mended rejects.csv
    """
    if (csv or mended) and source is None:
        raise typer.BadParameter("--csv and --mended are for one source: name it", param_hint="SOURCE")
    if csv and mended:
        raise typer.BadParameter("give --csv or --mended, not both")
    # The tables' engine takes half a second to load: not for those who ask for help.
    from fundlink.rejects import export, reasons, rejects
    from fundlink.sources.declared import declared_sources

    home, declared = Home.current(), {one.name: one for one in declared_sources()}
    if source is not None and source not in declared:
        raise typer.BadParameter(f"no source is called {source}; there are {', '.join(declared)}", param_hint="SOURCE")
    chosen = [declared[source]] if source else list(declared.values())
    if mended:
        check_file(mended)
        _mend(home, chosen[0], mended, inbox_of(input), json)
        return
    if csv:
        count = export(home, chosen[0], csv)
        messages.print(f"{csv}: {count:,} rows. Mended, they go in by --mended {csv}", markup=False)
        return
    counts = reasons(home, chosen)
    if json:
        shown = [asdict(one) for one in rejects(home, chosen[0])] if source else []
        print_json({"reasons": [asdict(one) for one in counts], "rows": shown})
        return
    if not counts:
        answers.print("Nothing was set aside.")
        return
    answers.print(_table(counts))
    for one in rejects(home, chosen[0], FIRST) if source else ():
        row = f", row {one.row}" if one.row is not None else ""
        fate = f" (mended by {one.mended_by})" if one.mended_by else ""
        answers.print(f"\n{one.file}{row}: {one.reason}{fate}", markup=False)
        answers.print(f"  {(one.text or '')[:500]}", markup=False)
    total = sum(count.rows for count in counts)
    if source and total > FIRST:
        answers.print(f"\n... and {total - FIRST:,} more: --csv FILE or --json")


def _table(counts: list[Reason]) -> Table:
    table = Table("source", "rows", "mended", "reason", "first in", box=None)
    for one in counts:
        place = f"{one.file}, row {one.row}" if one.row is not None else one.file
        table.add_row(one.source, f"{one.rows:,}", f"{one.mended:,}", escape(one.reason), escape(place))
    return table


def _mend(home: Home, source: Source, file: Path, inbox: Path, json: bool) -> None:
    from fundlink.rejects import mend

    done = mend(home, source, file, inbox)
    if json:
        print_json({"rows": done.rows, "file": done.file, "left": done.left})
    for line in done.left:
        messages.print(f"note: {line}", markup=False)
    if not done.rows:
        messages.print("fundlink: no row is taken: none is right that was set aside.")
        raise typer.Exit(1)
    if not json:
        answers.print(f"{done.rows:,} rows -> {done.file}. Next: fundlink refresh", markup=False)
