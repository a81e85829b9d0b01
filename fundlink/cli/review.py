"""`fundlink review`: the doubtful pairs, one question at a time, or out to a spreadsheet and back."""

from __future__ import annotations

import getpass
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fundlink.cli.console import Json, answers, messages, print_json
from fundlink.cli.declared import person_resolver
from fundlink.cli.review_text import ask, queue_table
from fundlink.config import Home
from fundlink.decisions import Verb, Word, writing
from fundlink.errors import FundlinkError

if TYPE_CHECKING:
    from fundlink.review import Question

# The queue needs the resolver, whose libraries take a second to import: not for those who ask for help.

app = typer.Typer(rich_markup_mode=None)

Limit = Annotated[int | None, typer.Option(min=1, help="No more questions than this.")]
By = Annotated[str | None, typer.Option(help="Who decides, if not you.")]


def add_to(parent: typer.Typer) -> None:
    """Add the commands of this module."""
    parent.add_typer(app, name="review")


@app.callback(invoke_without_command=True)
def review(
    context: typer.Context,
    limit: Limit = None,
    reason: Annotated[str | None, typer.Option(help="Reason of all decisions; without it each is asked for.")] = None,
    by: By = None,
    json: Json = False,
) -> None:
    """Decide the doubtful pairs, those that change most first.

    On a terminal one question at a time, both sides side by side, with the evidence; elsewhere the queue as a table.
    Decisions take effect at the next refresh.

    \b
    Examples:
      fundlink review
      fundlink review --limit 20 --json
      fundlink review export doubts.xlsx
      fundlink review import doubts.xlsx
    """
    if context.invoked_subcommand:
        return
    home = Home.current()
    found = _queue(home, limit)
    if json:
        print_json([_told(question) for question in found])
    elif not found:
        answers.print("Nothing is in doubt.")
    elif sys.stdin.isatty() and answers.is_terminal:
        _Session(home, found, reason, by or getpass.getuser()).run()
    else:
        answers.print(queue_table(home, found))


def _queue(home: Home, limit: int | None) -> list[Question]:
    from fundlink.review import queue

    with messages.status("Looking for what is in doubt"):
        return queue(home, person_resolver())[:limit]


def _told(question: Question) -> dict[str, Any]:
    said = asdict(question)
    del said["sides"]
    return {**said, "priority": question.priority}


class _Session:
    """One reviewer at the terminal."""

    def __init__(self, home: Home, questions: list[Question], reason: str | None, by: str) -> None:
        self._home, self._questions, self._reason, self._by = home, questions, reason, by
        self._made: list[tuple[int, int]] = []
        """What was decided here: place of the question, number of the decision."""

    def run(self) -> None:
        """Ask until all is answered or the reviewer leaves."""
        from fundlink.review import still_open

        at = 0
        while at < len(self._questions):
            question = self._questions[at]
            if not still_open(self._home, [question]):
                at += 1  # Decided meanwhile: by what follows from other answers, or by somebody else.
                continue
            key = ask(self._home, question, at + 1, len(self._questions))
            if key == "q":
                break
            if key == "u":
                at = self._undo(at)
            elif key == "k" or self._decide(at, same=key == "s"):
                at += 1
        undone = " They take effect at the next refresh (fundlink refresh)." if self._made else ""
        answers.print(f"\n{len(self._made)} decided.{undone}")

    def _decide(self, at: int, same: bool) -> bool:
        """Write the answer down; False when it cannot be."""
        question = self._questions[at]
        reason = self._reason or typer.prompt(
            "reason (Enter: what was shown)", default=question.shown, show_default=False
        )
        try:
            with writing(self._home) as ledger:
                made = ledger.say(question.answer(same, reason, self._by))
        except FundlinkError as error:
            messages.print(f"fundlink: {error}", markup=False)
            return False
        if made:
            self._made.append((at, made.number))
            answers.print(f"no {made.number}: {'same' if same else 'not same'}")
        return True

    def _undo(self, at: int) -> int:
        """Take the last decision of this session back, and return to its question."""
        if not self._made:
            answers.print("Nothing was decided here yet.")
            return at
        place, number = self._made.pop()
        with writing(self._home) as ledger:
            ledger.say(Word(Verb.UNDO, (), (), "undone during the review", self._by, number))
        answers.print(f"no {number} is undone")
        return place


@app.command("export")
def export_queue(
    file: Annotated[Path, typer.Argument(help="FILE.xlsx or FILE.csv.")], limit: Limit = None, json: Json = False
) -> None:
    """Write the queue to a spreadsheet, to be filled in.

    Write `same` or `not same` into the column `decision`, or leave it blank; say why in `reason`.

    Example: fundlink review export doubts.xlsx --limit 200
    """
    from fundlink.review import export
    from fundlink.spreadsheets import refuse_filled

    home = Home.current()
    refuse_filled(file)  # before the queue is made, which takes its time
    rows = export(home, _queue(home, limit), file)
    if json:
        print_json({"file": str(file), "rows": rows})
    else:
        answers.print(f"{file}: {rows:,} questions.", markup=False)


@app.command("import")
def import_answers(
    file: Annotated[Path, typer.Argument(help="What export wrote, filled in.")],
    reason: Annotated[str | None, typer.Option(help="Reason of the rows that have none.")] = None,
    by: By = None,
    json: Json = False,
) -> None:
    """Take the answers of a spreadsheet: all of them, or none.

    Example: fundlink review import doubts.xlsx
    """
    from fundlink.review import take

    taken = take(Home.current(), file, by or getpass.getuser(), reason)
    if json:
        print_json(asdict(taken))
    else:
        answers.print(f"{taken.new:,} decided, {taken.known:,} known before, {taken.blank:,} left blank.")
    for line in taken.problems:
        messages.print(f"fundlink: {line}", markup=False)
    if taken.problems:
        messages.print("fundlink: nothing was taken. Mend these rows, and import again.")
        raise typer.Exit(1)
