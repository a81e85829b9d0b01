"""`fundlink screen`: is somebody on a list, one name or a file of many."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fundlink.cli.console import Json, messages, print_json


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(screen)


def screen(
    name: Annotated[str | None, typer.Argument(help="Name of a person or an organisation, in any script.")] = None,
    born: Annotated[str | None, typer.Option(help="Birth date: 1980, 1980-05, 1980-05-17 or 17.05.1980.")] = None,
    document: Annotated[str | None, typer.Option(help="Number of an identity document, IIN or BIN.")] = None,
    wallet: Annotated[str | None, typer.Option(help="Address of a wallet.")] = None,
    file: Annotated[Path | None, typer.Option(help="CSV or workbook of many: name, born, document, iin, kind.")] = None,
    output: Annotated[Path | None, typer.Option(help="CSV to write, with --file; else standard output.")] = None,
    json: Json = False,
) -> None:
    """Say whether somebody is on a list, was, or may be.

    hit, possible, former (the listing has ended) or none, with the reasons. A document's number is enough for a hit;
    a name alone is at most possible. The exit code is 0 whatever the verdict.

    \b
    Examples:
      fundlink screen "Serik Oidanshygarylgan" --born 1979-05-06
      fundlink screen --document N9912345
      fundlink screen --file people.csv --output screened.csv
    """
    # A script may pass an empty option for what it does not know.
    written = {"NAME": name, "--document": document, "--wallet": wallet}
    asked = {option: text for option, text in written.items() if text and text.strip()}
    if file is None and not asked:
        raise typer.BadParameter("nothing to screen: give a name, --document or --wallet, or else --file")
    if file is not None and (asked or born):
        raise typer.BadParameter(f"--file goes without {', '.join((*asked, *(['--born'] if born else [])))}")
    if output is not None and file is None:
        raise typer.BadParameter("--output goes with --file")
    # The tables' engine takes half a second to load: not for those who ask for help.
    from fundlink.cli.screen_file import load_screener, screen_file
    from fundlink.cli.screen_text import answer_text, plain
    from fundlink.screening import Subject, date_of, verdict_of
    from fundlink.screening.subject import number_key, unread_name, unread_number
    from fundlink.spreadsheets import is_workbook

    if output is not None and is_workbook(output):
        raise typer.BadParameter(f"{output.name}: a CSV is written, which a spreadsheet opens. Name it .csv")
    if file is not None:
        screen_file(file, output, json)
        return
    try:
        day = date_of(born) if born else None
    except ValueError as problem:
        raise typer.BadParameter(str(problem), param_hint="--born") from None
    for option, unread in (("NAME", unread_name), ("--document", unread_number)):
        if option in asked and (why := unread(asked[option])):
            raise typer.BadParameter(f"nothing to screen: {why}", param_hint=option)
    key = number_key(asked.get("NAME", "")) or ""
    if 2 * sum(map(str.isdigit, key)) > len(key):
        messages.print(f"note: «{name}» is screened as a name; for a number give --document", markup=False)
    screener = load_screener()
    names, days, numbers, wallets = ((text,) if text else () for text in (name, day, document, wallet))
    answer = screener.answer(Subject(names, born=days, numbers=numbers, wallets=wallets))
    if json:
        verdict = verdict_of(answer.matches).value
        print_json({"verdict": verdict, "screened_against": screener.lists, **plain(answer)})
    else:
        answer_text(answer, screener.lists, more_known=bool(days or numbers or wallets))
