"""What `fundlink model` prints for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.markup import escape
from rich.table import Table

from fundlink.cli.console import answers, columns
from fundlink.resolution.declaration import Band
from fundlink.resolution.drift import DUE_FACTOR, DUE_INDEX, Drift, say
from fundlink.resolution.effect import Effect
from fundlink.resolution.model import Model


def status_text(model: Model, own: bool, drift: Sequence[Drift], candidate: tuple[Model, Effect] | None) -> None:
    """Print the model in use, its drift, and the candidate."""
    answers.print(
        f"model {model.version}, {'accepted for this home' if own else 'shipped with fundlink'}", markup=False
    )
    told = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in sorted(model.trained_on.items()))
    answers.print(f"trained on: {told}", markup=False)
    if drift:
        answers.print(_drift_table(drift))
    due = [found for found in drift if found.due]
    for found in due:
        answers.print(f"retraining is due: {say(found)}", markup=False)
    if not due:
        answers.print("retraining is not due" if drift else "nothing measured yet (fundlink refresh)")
    if candidate:
        answers.print(f"a candidate waits, {candidate[0].version}: fundlink model accept, or reject", markup=False)


def _drift_table(drift: Sequence[Drift]) -> Table:
    table = columns("measure", "of", "index", f"due (factor {DUE_FACTOR:g}, index {DUE_INDEX})")
    for found in drift:
        index = "" if found.index is None else f"{found.index:g}"
        table.add_row(found.measure, escape(found.field), index, "due" if found.due else "")
    return table


def effect_text(model: Model, effect: Effect) -> None:
    """Print a candidate's effect."""
    answers.print(f"candidate {model.version}, trained on {model.trained_on['mentions']} mentions", markup=False)
    table = columns("pairs: now", *(f"-> {band}" for band in Band))
    for was in Band:
        cells = (
            "not kept" if was is becomes is Band.DIFFERENT else str(effect.bands[was][becomes]) for becomes in Band
        )
        table.add_row(was, *cells)
    answers.print(table)
    answers.print(
        f"{effect.joined} persons would be made of several, {effect.split} would be split; "
        f"{effect.moved} of {effect.mentions} mentions would have other fellows",
        markup=False,
    )
    for name, found in effect.labels.items():
        judged = ", ".join(f"{number} {what}" for what, number in found.items())
        answers.print(f"what humans decided, by the model {name}: {judged}", markup=False)
    for example in effect.examples:
        answers.print(_example(example), markup=False)
    answers.print("Nothing changes until: fundlink model accept, or reject", markup=False)


def _example(example: dict[str, Any]) -> str:
    def weight(bits: float | None) -> str:
        return "not kept" if bits is None else f"{bits:+.1f}"

    comes = {(False, True): "come together: ", (True, False): "part: "}
    what = comes.get((example["together_was"], example["together_becomes"]), "")
    return (
        f"{what}{example['name_a']} / {example['name_b']} ({example['mention_a']}, {example['mention_b']}): "
        f"{example['was']} {weight(example['weight_was'])} -> {example['becomes']} {weight(example['weight_becomes'])}"
    )
