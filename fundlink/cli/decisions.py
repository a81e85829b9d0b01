"""`fundlink same`, `not-same`, `split`, `undo` and `decisions`: what a human says of mentions and transfers."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from fundlink.cli.console import Json, answers, columns, print_json
from fundlink.config import Home
from fundlink.decisions import Decision, Decisions, Verb, Word, read, writing

# Who is meant is known by the resolver, whose libraries take a second to import: not for those who ask for help.

Who = Annotated[
    str, typer.Argument(help="A mention id, source:source_key:role, the id of a person, or a transfer, source:key.")
]
Reason = Annotated[str, typer.Option(help="Why, for whoever reads it later.")]
By = Annotated[str | None, typer.Option(help="Who decided, if not you.")]

_SIGNS = {Verb.SAME: "=", Verb.NOT_SAME: "≠", Verb.SPLIT: "leave"}


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(same)
    app.command("not-same")(not_same)
    app.command()(split)
    app.command()(undo)
    app.command()(decisions)


def same(a: Who, b: Who, reason: Reason, by: By = None, json: Json = False) -> None:
    """Decide that two are one, from the next refresh on.

    Of two persons all mentions are; of two transfers (source:key) the records tell of one. It holds until it is undone.

    Example:
      fundlink same npo_officers:OF-000003:officer informal_transfers:TR-000047:sender --reason "passport seen"
    """
    from fundlink.decisions import naming
    from fundlink.transfers import asked

    home = Home.current()
    whole = asked.are_transfers(home, a, b)
    _say(home, *(asked.same(a, b, reason, by) if whole else naming.same(home, a, b, reason, by)), json)


def not_same(a: Who, b: Who, reason: Reason, by: By = None, json: Json = False) -> None:
    """Decide that two are two, from the next refresh on.

    Of two persons each mention of one is kept apart from each of the other, whatever else may join them.
    Of two transfers (source:key) the records tell of two.

    Example:
      fundlink not-same P-c099f8278083a24e P-f5bd15b4a9f874c9 --reason "brothers: see file 12"
    """
    from fundlink.decisions import naming
    from fundlink.transfers import asked

    home = Home.current()
    whole = asked.are_transfers(home, a, b)
    _say(home, *(asked.not_same(a, b, reason, by) if whole else naming.not_same(home, a, b, reason, by)), json)


def split(
    person: Annotated[str, typer.Argument(help="The id of a person.")],
    mentions: Annotated[list[str], typer.Argument(help="Mentions that are somebody else.")],
    reason: Reason,
    by: By = None,
    json: Json = False,
) -> None:
    """Decide which mentions of a person are somebody else.

    They are kept apart from each of the person's other mentions. Whether they are one among themselves is not said.

    Example:
      fundlink split P-436ec51d2dbc5f17 m-6ff7fff967a6b84e m-b70a27c4f5452f35 --reason "a namesake"
    """
    from fundlink.decisions import naming

    home = Home.current()
    _say(home, *naming.split(home, person, mentions, reason, by), json)


def undo(
    number: Annotated[int, typer.Argument(help="Number of the decision (fundlink decisions).")],
    reason: Reason,
    by: By = None,
    json: Json = False,
) -> None:
    """Take a decision back; both stay in the ledger.

    Example: fundlink undo 3 --reason "the wrong passport"
    """
    word = Word(Verb.UNDO, (), (), reason, by or getpass.getuser(), number)
    effect = f"no {number} holds no longer: the evidence, and what else was decided, decide again"
    _say(Home.current(), word, effect, json)


def _say(home: Home, word: Word, effect: str, json: bool) -> None:
    with writing(home) as ledger:
        made = ledger.say(word)
    if json:
        print_json({"new": made is not None, "decision": made and asdict(made), "effect": effect})
    elif made is None:
        answers.print("It is already so: nothing was written.")
    else:
        answers.print(f"no {made.number}, by {made.by}. From the next refresh on: {effect}.", markup=False)


def decisions(json: Json = False) -> None:
    """List what was decided, and verify that none was changed.

    Example: fundlink decisions --json
    """
    found = read(Home.current())
    if json:
        print_json([{**asdict(line), "holds": line in found.active} for line in found.lines])
    elif not found.lines:
        answers.print("Nothing was decided yet (fundlink same, not-same, split, review).")
    else:
        answers.print(_table(found))


def _table(found: Decisions) -> Table:
    table = columns("no", "", "decision", "reason", "by", "at", whole=(0, 1))
    for line in found.lines:
        undone = found.undone.get(line.number)
        state = f"undone (no {undone.number})" if undone else ""
        table.add_row(str(line.number), state, *map(escape, (_told(line), line.reason, line.by)), line.at)
    return table


def _told(line: Decision) -> str:
    if line.verb is Verb.UNDO:
        return f"undo no {line.undoes}"
    return f"{_some(line.a)} {_SIGNS[line.verb]} {_some(line.b)}"


def _some(mentions: Sequence[str]) -> str:
    return mentions[0] if len(mentions) == 1 else f"{mentions[0]} +{len(mentions) - 1}"
