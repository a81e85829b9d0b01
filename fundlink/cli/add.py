"""`fundlink add`: files into the inbox, each where it belongs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fundlink.cli.console import Json, answers, messages, print_json
from fundlink.cli.map import Input, check_file, inbox_of
from fundlink.config import Home
from fundlink.errors import BadFile

if TYPE_CHECKING:
    from fundlink.recognition.recognise import Guess


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("add")(add_files)


def add_files(
    files: Annotated[list[Path], typer.Argument(help="Files of any source.")],
    to: Annotated[str | None, typer.Option(help="The source they are of, where you know it.")] = None,
    input: Input = None,
    json: Json = False,
) -> None:
    """Put files into the inbox, each where it belongs.

    Says of each what it is and why. Never over other content: a name that is taken gets a number, the same content is
    left as it is. What it cannot tell it asks on a terminal; elsewhere the exit code is 2, and nothing is copied of it.

    \b
    Examples:
      fundlink add downloads/*
      fundlink add extract.csv --to company_register
    """
    # DuckDB and the readers take half a second to import: not for those who ask for help.
    from fundlink.recognition.placing import Placing
    from fundlink.recognition.recognise import recognise
    from fundlink.sources.declared import declared_sources

    sources = {source.name: source for source in declared_sources()}
    if to is not None and to not in sources:
        raise typer.BadParameter(f"no source is called {to}; there are {', '.join(sources)}", param_hint="--to")
    for file in files:
        check_file(file)
    inbox = inbox_of(input)
    placing = Placing(Home.current(), inbox)
    told: list[dict[str, Any]] = []
    unknown = 0
    for file in files:
        among = [sources[to]] if to else list(sources.values())
        guesses: list[Guess] = []
        problem = ""
        try:
            guesses = recognise(file, among, inbox)
        except BadFile as error:
            problem = str(error)
        chosen = _chosen(file, guesses, to, quiet=json)
        if chosen is None:
            unknown += 1
            told.append({"file": str(file), "source": None, "likely": [guess.source for guess in guesses]})
            messages.print(f"fundlink: {problem or _unknown(file, guesses, to)}", markup=False)
            continue
        done = placing.place(file, sources[chosen.source])
        there = "is there already" if done.there else str(done.path)
        told.append({**_told(file, chosen), "path": str(done.path), "there": done.there})
        if not json:
            answers.print(f"{file.name}: {chosen.source} ({chosen.why}) -> {there}", markup=False)
    if json:
        print_json(told)
    if unknown:
        raise typer.Exit(2)


def _chosen(file: Path, guesses: list[Guess], to: str | None, quiet: bool) -> Guess | None:
    """The one that is certain, or that somebody at the terminal names."""
    from fundlink.recognition.recognise import LARGEST, Guess

    sure = [guess for guess in guesses if guess.sure]
    if len(sure) == 1:
        return sure[0]
    if to and not guesses and file.stat().st_size > LARGEST:
        return Guess(to, "as you said, too large to look into", sure=True)
    if not sure or quiet or not (sys.stdin.isatty() and answers.is_terminal):
        return None
    for number, guess in enumerate(sure, 1):
        answers.print(f"  {number}  {guess.source} ({guess.why})", markup=False)
    number = typer.prompt(f"{file.name}: which of these? 0 for none", type=int)
    return sure[number - 1] if 0 < number <= len(sure) else None


def _unknown(file: Path, guesses: list[Guess], to: str | None) -> str:
    sure = [guess.source for guess in guesses if guess.sure]
    if sure:
        return f"{file.name}: may be {' or '.join(sure)}. Say --to."
    if guesses:
        likely = ", ".join(f"{guess.source} ({guess.why})" for guess in guesses)
        return (
            f"{file.name}: no source reads it as it is; likely {likely}. fundlink map {file} --as {guesses[0].source}"
        )
    what = f"it is not read as {to}" if to else "no source knows it"
    return f"{file.name}: {what}. Of a table say what it is: fundlink map {file} --as SOURCE"


def _told(file: Path, chosen: Guess) -> dict[str, Any]:
    return {"file": str(file), "source": chosen.source, "why": chosen.why}
