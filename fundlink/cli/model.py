"""`fundlink model`: which model is in use, whether it still fits, and another in its place."""

from __future__ import annotations

import getpass
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from fundlink.cli.console import Json, answers, messages, print_json
from fundlink.cli.declared import person_resolver
from fundlink.config import Home

if TYPE_CHECKING:
    from fundlink.resolution.model import Model

app = typer.Typer(help="The model that weighs evidence, and whether it still fits.", rich_markup_mode=None)


def add_to(every: typer.Typer) -> None:
    """Add the commands of this module."""
    every.add_typer(app, name="model")


By = Annotated[str | None, typer.Option(help="Who decided, if not you.")]
Reason = Annotated[str, typer.Option(help="Why, for whoever reads it later.")]


@app.callback(invoke_without_command=True)
def status(context: typer.Context, json: Json = False) -> None:
    """Say which model is in use, and if retraining is due.

    What it was trained on, how far the home has drifted from that, and whether a candidate waits.

    Example: fundlink model --json
    """
    if context.invoked_subcommand:
        return
    # Splink takes a second to import: not for those who ask for help.
    from fundlink.cli.model_text import status_text
    from fundlink.resolution.drift import read_drift
    from fundlink.resolution.model import accepted, load
    from fundlink.resolution.retraining import read_candidate

    home, resolver = Home.current(), person_resolver()
    model, drift = load(resolver, home), read_drift(home)
    candidate = read_candidate(home, resolver)
    own = accepted(home, resolver).exists()
    if json:
        print_json(
            {
                **_told(model),
                "own": own,
                "due": any(found.due for found in drift),
                "drift": [asdict(found) for found in drift],
                "candidate": candidate and {**_told(candidate[0]), "effect": asdict(candidate[1])},
            }
        )
    else:
        status_text(model, own, drift, candidate)


@app.command()
def train(
    seed: Annotated[int | None, typer.Option(help="Another seed of all that is drawn.")] = None,
    by: By = None,
    json: Json = False,
) -> None:
    """Train a candidate on your own mentions; show its effect.

    The same mentions are resolved with it beside, under the same decisions. Nothing in use changes: see accept.

    Example: fundlink model train
    """
    from fundlink.cli.model_text import effect_text
    from fundlink.resolution.retraining import train_candidate
    from fundlink.resolution.training import SEED

    if not json:
        messages.print("Training on the home's mentions, then resolving them with the candidate ...")
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=messages, disable=not messages.is_terminal, transient=True) as progress:
        task = progress.add_task("", total=None)

        def show(work: str, stage: str) -> None:
            progress.update(task, description=f"{work}: {stage}")

        model, effect = train_candidate(
            Home.current(), person_resolver(), by or getpass.getuser(), SEED if seed is None else seed, begins=show
        )
    if json:
        print_json({**_told(model), "effect": asdict(effect)})
    else:
        effect_text(model, effect)


@app.command()
def accept(reason: Reason = "", by: By = None, json: Json = False) -> None:
    """Put the candidate in use, from the next refresh on.

    Refused when the home has changed since its effect was shown. Persons keep their ids.

    Example: fundlink model accept --reason "splits two namesakes, joins nobody wrongly"
    """
    from fundlink.resolution.retraining import accept

    model = accept(Home.current(), person_resolver(), by or getpass.getuser(), reason)
    if json:
        print_json(_told(model))
    else:
        answers.print(f"{model.version} is in use from the next refresh on.", markup=False)


@app.command()
def reject(reason: Reason = "", by: By = None, json: Json = False) -> None:
    """Take the candidate away.

    Example: fundlink model reject --reason "joins brothers"
    """
    from fundlink.resolution.retraining import reject

    model = reject(Home.current(), person_resolver(), by or getpass.getuser(), reason)
    if json:
        print_json(_told(model))
    else:
        answers.print(f"{model.version} is gone.", markup=False)


def _told(model: Model) -> dict[str, object]:
    return {"model": model.version, "trained_on": dict(model.trained_on)}
