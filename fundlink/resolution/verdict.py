"""Why a pair is in its band, in words, and what would put it into another.

The same rule as the SQL of `scoring.py`, which a test holds against it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fundlink.resolution.declaration import (
    AGREEMENTS,
    BEYOND_THE_NAME,
    ENOUGH_AGREEMENTS,
    KEEPS_APART,
    Level,
    Proof,
    Resolver,
)
from fundlink.resolution.model import Model, level_bits

Levels = Mapping[str, Level | None]
"""The level that a pair is on, by comparison; None where nothing can be said."""


@dataclass(frozen=True)
class Verdict:
    """A band, and what decided it.

    Attributes:
        band: `same`, `review` or `different`.
        proofs: the proof beyond the name, as `comparison: level`; empty when there is none that counts.
        obstacles: what stands against `same`; empty for that band.
        look: why a human should look at what is not `same`; empty for `different`.
    """

    band: str
    proofs: tuple[str, ...]
    obstacles: tuple[str, ...]
    look: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """One comparison on another level, and the band that follows. `level` None: were nothing known there."""

    comparison: str
    level: str | None
    match_weight: float
    band: str


def judge(resolver: Resolver, levels: Levels, weight: float) -> Verdict:
    """The band of a pair of that weight (bits), and why."""

    def on(*proofs: Proof) -> tuple[str, ...]:
        return _said((name, level) for name, level in levels.items() if level and level.proof in proofs)

    person, number, slip, household, halves = (
        on(proof) for proof in (Proof.PERSON, Proof.NUMBER, Proof.SLIP, Proof.HOUSEHOLD, Proof.HALF)
    )
    named = on(Proof.NAME, Proof.INITIAL)
    together = len(halves) > 1 and weight >= resolver.halves_at
    shared = (*household, *(halves if together else ()))
    strange = on(Proof.STRANGER)
    proofs = (*number, *person, *(shared if named and not strange else ()))
    conflicts = on(Proof.CONFLICT)
    obstacles = [f"conflict: {text}" for text in conflicts]
    if conflicts or not (number or slip) or len(on(*AGREEMENTS)) < ENOUGH_AGREEMENTS:
        obstacles += [
            f"only a human, or a document with two more agreements, or one with a slip and three, may overrule {text}"
            for text in on(Proof.DOUBT, Proof.BAR)
        ]
    if weight < resolver.same_at:
        obstacles.append(f"{weight:.2f} bits, and `same` starts at {resolver.same_at:g}")
    if not proofs:
        counts = f"for nothing beside {', '.join(strange)}" if named and strange else "only where given names agree"
        aside = f": what a household shares ({', '.join(shared)}) counts {counts}" if shared else ""
        half = f": {halves[0]} is half of one" if len(halves) == 1 and not shared else ""
        if len(halves) > 1 and not together:
            half = f": {', '.join(halves)} prove together from {resolver.halves_at:g} bits, of rarer names"
        obstacles.append(f"no proof beyond the name{aside}{half}")
    if not obstacles:
        return Verdict("same", proofs, (), ())
    look = list(_said((name, level) for name, level in levels.items() if level and level.look))
    beyond = on(*BEYOND_THE_NAME)
    if weight >= resolver.review_at and beyond:
        look.append(f"{weight:.2f} bits with {', '.join(beyond)}")
    return Verdict("review" if look else "different", proofs, tuple(obstacles), tuple(look))


def conflicts(levels: Levels) -> tuple[str, ...]:
    """What of a pair keeps the clusters of both apart, unless another pair overrules it, as `comparison: level`."""
    return _said((name, level) for name, level in levels.items() if level and level.proof in KEEPS_APART)


def _said(found: Iterable[tuple[str, Level]]) -> tuple[str, ...]:
    return tuple(f"{name}: {level.label}" for name, level in found)


def changes(resolver: Resolver, model: Model, levels: Levels, bits: Mapping[str, float], weight: float) -> list[Change]:
    """Which single comparison, found otherwise, would put the pair into another band.

    Of each comparison and band the first level in the order of the declaration, at the weight it has for a term of
    usual frequency; and the comparison without a value, where it has one now.
    """
    band = judge(resolver, levels, weight).band
    found: dict[tuple[str, str, bool], Change] = {}
    for comparison in resolver.comparisons:
        name, now = comparison.name, levels[comparison.name]
        for level in (*comparison.levels, None):
            if level == now:
                continue
            total = round(weight - bits[name] + (level_bits(model, name, level) if level else 0.0), 2)
            would = judge(resolver, {**levels, name: level}, total).band
            if would != band:
                change = Change(name, level.label if level else None, total, would)
                found.setdefault((name, would, level is None), change)
    return list(found.values())


def prior_bits(model: Model) -> float:
    """Weight of knowing nothing but that two mentions were picked at random."""
    return math.log2(model.prior / (1 - model.prior))
