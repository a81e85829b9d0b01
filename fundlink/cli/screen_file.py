"""`fundlink screen --file`: a table of people in, one row a match out."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from fundlink.cli.console import messages, print_json
from fundlink.cli.screen_text import plain
from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.screening import Answer, Screener, Verdict, verdict_of
from fundlink.screening.people import People, people
from fundlink.screening.results import Results
from fundlink.sources.declared import declared_sources


def load_screener() -> Screener:
    """A screener over the lists of the current home.

    Raises:
        FundlinkError: no list has been read yet.
    """
    screener = Screener.of(Home.current(), declared_sources())
    if not screener.listings:
        raise FundlinkError("no list has been read yet. Put one into its inbox folder and run: fundlink refresh")
    return screener


def screen_file(file: Path, output: Path | None, json: bool) -> None:
    """Screen each row of the file; a row of which something cannot be read is reported, and screened by the rest."""
    if not file.is_file():
        raise FundlinkError(f"{file}: there is no such file")
    if output is not None and output.exists() and output.samefile(file):
        raise FundlinkError(f"{output}: that is the file to read. Name another --output.")
    screener = load_screener()
    with _opened(file) as stream, _writing(output) as target:
        table = people(file, stream)
        for column in table.unread:
            messages.print(f"note: {file.name}, the header: column «{column}» is left unread", markup=False)
        results = None if json and output is None else Results(target)
        told = _screen(screener, table, results, json)
    if json:
        print_json(told)
    counts = told["parties"]
    by_verdict = ", ".join(f"{counts[verdict.value]:,} {verdict}" for verdict in Verdict)
    unread = told["rows with a problem"]
    noted = f"; of {unread:,} rows something cannot be read" if unread else ""
    messages.print(f"{file.name}: {by_verdict}{noted}", markup=False)


def _screen(screener: Screener, table: People, results: Results | None, json: bool) -> dict[str, Any]:
    counts, problems = Counter[str](), 0
    found: list[dict[str, Any]] = []
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=messages, disable=not messages.is_terminal, transient=True) as progress:
        task = progress.add_task(table.name, total=table.size or None)
        for person in table.rows:
            answer = screener.answer(person.subject) if person.subject else Answer([], [])
            verdict = verdict_of(answer.matches).value if person.subject else None
            counts.update([verdict] if verdict else [])
            if person.problem:
                problems += 1
                messages.print(f"note: {table.name}, row {person.row}: {person.problem}", markup=False)
            if results:
                results.write(table.name, person, answer)
            if json and (answer.matches or answer.ruled_out or person.problem):
                told = {"row": person.row, "verdict": verdict, "problem": person.problem}
                found.append({**told, **plain(answer)})
            progress.update(task, completed=table.done())
    by_verdict = {verdict.value: counts[verdict.value] for verdict in Verdict}
    return {"file": table.name, "parties": by_verdict, "rows with a problem": problems, "rows": found}


def _opened(file: Path) -> IO[bytes]:
    try:
        return file.open("rb")
    except OSError as error:
        raise FundlinkError(f"{file}: {error.strerror}. Give yourself the right to read it.") from None


@contextmanager
def _writing(output: Path | None) -> Iterator[IO[str]]:
    """The file to write, whole or not at all; or standard output."""
    if output is None:
        yield sys.stdout
        return
    partial = output.with_name(f".{output.name}.partial")
    # What goes wrong with the file that is read is no OSError by now (`cells`): what is left is of this one.
    try:
        # A byte order mark tells Excel that it is UTF-8.
        with partial.open("w", encoding="utf-8-sig", newline="") as stream:
            yield stream
        partial.replace(output)
    except OSError as error:
        raise FundlinkError(f"{output}: cannot be written ({error.strerror}). Name another --output.") from None
    finally:
        partial.unlink(missing_ok=True)
