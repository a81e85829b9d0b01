"""Another model for a home: trained as a candidate, shown by its effect, and taken or left by a human.

In `FUNDLINK_HOME/models/`: the accepted model, the candidate with its effect, those in use before (by version), and
`history.jsonl`: what was trained, accepted and rejected, when, by whom and why.
"""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from fundlink import moments
from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.resolution import drift
from fundlink.resolution.asked import mention_tables
from fundlink.resolution.declaration import Resolver
from fundlink.resolution.effect import Effect, compare, judge_labels, state_of
from fundlink.resolution.model import Model, Shares, accepted, load, read
from fundlink.resolution.persons import resolve_persons
from fundlink.resolution.result import Begins, Stages
from fundlink.resolution.state import file_of
from fundlink.resolution.training import SEED, train
from fundlink.tables import connect, escaped, write_atomically

LEAST_MENTIONS = 5_000
"""Mentions of persons from which on training says more than the shipped model."""
_TRIAL = ".trial-"


def candidate_files(home: Home, resolver: Resolver) -> tuple[Path, Path]:
    """Where the candidate and its effect are."""
    model = accepted(home, resolver)
    return model.with_suffix(".candidate.json"), model.with_suffix(".effect.json")


def history_file(home: Home) -> Path:
    """What was trained, accepted and rejected: one JSON object a line."""
    return home.path / "models" / "history.jsonl"


def train_candidate(
    home: Home, resolver: Resolver, by: str, seed: int = SEED, begins: Begins | None = None
) -> tuple[Model, Effect]:
    """Train on the home's own mentions, and find the effect on them; `begins` is told of each stage.

    Nothing that is in use changes, and refreshes and reviewers need not wait: the home is not held.

    Raises:
        FundlinkError: when there are too few mentions, the resolved tables are not those of the model in use, another
            training is under way, or the home has changed before the effect was found.
    """
    tables = mention_tables(home)
    current = load(resolver, home)
    with _alone(home):
        _check_resolved(home, tables, current)
        state = state_of(home, current)
        model = train(resolver, tables, {"world": "a home"}, seed, stages=Stages("training", begins=begins))
        with _resolved_with(home, resolver, tables, model, begins) as scratch:
            model = replace(model, expected=expectations(scratch, resolver, model))
            labels = {
                name: judge_labels(home, resolver, judged) for name, judged in (("now", current), ("candidate", model))
            }
            effect = compare(home, scratch, _named(state, model), labels)
        if state_of(home, load(resolver, home)) != state:
            raise FundlinkError(f"{home.path}: has changed while the candidate was trained. Run fundlink model train.")
        candidate, effect_file = candidate_files(home, resolver)
        model.save(candidate)
        text = json.dumps(asdict(effect), ensure_ascii=False, indent=1)
        write_atomically(effect_file, lambda partial: partial.write_text(text + "\n", encoding="utf-8"))
        _remember(home, "train", by, "", model.version, current.version)
    return model, effect


def expectations(home: Home, resolver: Resolver, model: Model) -> Shares:
    """What `drift` measures in a home that was resolved with this model: what a later refresh is held against."""
    with connect() as connection:
        connection.execute(f"ATTACH '{escaped(file_of(home, 'person'))}' AS state (READ_ONLY)")
        found = drift.measure(connection, resolver, model)
        connection.execute("DETACH state")
    return {name: {key: round(share, 6) for key, share in shares.items()} for name, shares in found.items()}


def read_candidate(home: Home, resolver: Resolver) -> tuple[Model, Effect] | None:
    """The candidate and its effect, if there is one."""
    candidate, effect = candidate_files(home, resolver)
    if not candidate.exists() or not effect.exists():
        return None
    model = read(candidate, resolver, "Run fundlink model train.")
    return model, Effect(**json.loads(effect.read_text(encoding="utf-8")))


def accept(home: Home, resolver: Resolver, by: str, reason: str = "") -> Model:
    """Put the candidate in use, from the next refresh on.

    Raises:
        FundlinkError: when there is none, or its effect was found on another state of the home.
    """
    found = read_candidate(home, resolver)
    if found is None:
        raise FundlinkError(f"{home.path}: no candidate. Run fundlink model train.")
    model, effect = found
    current = load(resolver, home)
    if effect.state != _named(state_of(home, current), model):
        raise FundlinkError(
            f"candidate {model.version}: the home has changed since its effect was shown. Run fundlink model train."
        )
    in_use, (candidate, effect_file) = accepted(home, resolver), candidate_files(home, resolver)
    current.save(in_use.with_suffix(f".{current.version}.json"))
    candidate.replace(in_use)
    effect_file.unlink()
    _remember(home, "accept", by, reason, model.version, current.version)
    return model


def reject(home: Home, resolver: Resolver, by: str, reason: str = "") -> Model:
    """Take the candidate away.

    Raises:
        FundlinkError: when there is none.
    """
    found = read_candidate(home, resolver)
    if found is None:
        raise FundlinkError(f"{home.path}: no candidate. Run fundlink model train.")
    for file in candidate_files(home, resolver):
        file.unlink()
    _remember(home, "reject", by, reason, found[0].version, load(resolver, home).version)
    return found[0]


def _check_resolved(home: Home, tables: list[Path], current: Model) -> None:
    """Refuse when what stands in the tables is not what the model in use makes of these mentions."""
    mentions = sum(
        pc.sum(pc.equal(pq.read_table(table, columns=["kind"])["kind"], "person")).as_py() or 0 for table in tables
    )
    if mentions < LEAST_MENTIONS:
        raise FundlinkError(
            f"{home.path}: {mentions} mentions of persons teach too little; {LEAST_MENTIONS} are needed."
        )
    resolved = pq.read_metadata(home.table("resolved/person_members")).num_rows
    made_by = {found.model for found in drift.read_drift(home)}
    if resolved != mentions or made_by != {current.version}:
        raise FundlinkError(f"{home.path}: not resolved with the model in use. Run fundlink refresh first.")


@contextmanager
def _alone(home: Home) -> Iterator[None]:
    """Let nobody else train meanwhile, and remove the home beside of a training that was killed."""
    folder = home.path / "models"
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / "training.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise FundlinkError(f"{home.path}: another training is under way. Wait for it, or stop it.") from None
    try:
        for trial in folder.glob(f"{_TRIAL}*"):
            shutil.rmtree(trial)
        yield
    finally:
        lock.release()


@contextmanager
def _resolved_with(
    home: Home, resolver: Resolver, tables: list[Path], model: Model, begins: Begins | None
) -> Iterator[Home]:
    """A home beside, gone afterwards, where the same mentions were resolved with the model, under the same
    decisions."""
    with tempfile.TemporaryDirectory(dir=home.path / "models", prefix=_TRIAL) as trial:
        scratch = Home(Path(trial))
        if home.ledgers.exists():
            shutil.copytree(home.ledgers, scratch.ledgers)
        model.save(accepted(scratch, resolver))
        told = logging.getLogger("fundlink.resolution")
        level = told.level
        told.setLevel(logging.ERROR)  # What a trial finds of hubs and drift is no news.
        try:
            resolve_persons(scratch, tables, resolver, "trial", begins)
        finally:
            told.setLevel(level)
        yield scratch


def _named(state: str, candidate: Model) -> str:
    """What an effect was found on: the state of the home, and the candidate."""
    return f"{state} {candidate.version}"


def _remember(home: Home, action: str, by: str, reason: str, model: str, instead_of: str) -> None:
    line = {"at": moments.now(), "by": by, "action": action, "model": model, "instead_of": instead_of, "reason": reason}
    with history_file(home).open("a", encoding="utf-8") as history:
        history.write(json.dumps(line, ensure_ascii=False) + "\n")
