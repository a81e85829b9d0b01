"""The trained model of a resolver: one JSON file, so that a change of it can be read in a review.

A home may have a model of its own, which was trained on its mentions and accepted by a human (`fundlink model`).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.resolution.declaration import Level, Resolver, equality
from fundlink.tables import digest, write_atomically

Shares = Mapping[str, Mapping[str, float]]
"""By comparison or column, by label or term."""


@dataclass(frozen=True)
class Model:
    """Frozen parameters of a resolver.

    Attributes:
        prior: probability that two random mentions are one.
        m, u: by comparison and level label: share of matching, and of not matching, pairs on that level.
        terms: by column: share of records with each term.
        trained_on: what it was trained on, for the reader of the file.
        expected: what `drift` measured where it was trained; empty when nobody measured there.
    """

    prior: float
    m: Shares
    u: Shares
    terms: Shares
    trained_on: Mapping[str, Any]
    expected: Shares = field(default_factory=dict)

    @cached_property
    def version(self) -> str:
        """A short hash of all that decides; the same training on another day has the same version."""
        deciding = (self.prior, self.m, self.u, self.terms)
        return digest(json.dumps(deciding, ensure_ascii=False, sort_keys=True))[:12]

    def save(self, path: Path) -> None:
        """Write as JSON, sorted, one line a term: a new training shows as a readable difference."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        write_atomically(path, lambda partial: partial.write_text(text, encoding="utf-8"))


def accepted(home: Home, resolver: Resolver) -> Path:
    """Where the model that a human accepted for this home is, if there is one."""
    return home.path / "models" / resolver.model.name


def load(resolver: Resolver, home: Home | None = None) -> Model:
    """The model in use: the accepted one of the home, or else the one beside the resolver.

    Raises:
        FundlinkError: when there is none, or it was trained for other comparisons.
    """
    if home and (file := accepted(home, resolver)).exists():
        return read(file, resolver, f"Remove {file} to use the shipped one, then run fundlink model train.")
    return read(resolver.model, resolver, "Run python -m resolvers.train.")


def read(file: Path, resolver: Resolver, mend: str) -> Model:
    """The model in a file; `mend` is what to do when it is no model for this resolver.

    Raises:
        FundlinkError: when there is no such file, or it was trained for other comparisons.
    """
    try:
        model = Model(**json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise FundlinkError(f"{file.name}: no trained model. {mend}") from None
    except (ValueError, TypeError):
        raise FundlinkError(f"{file.name}: no model, or a damaged one. {mend}") from None
    declared = {comparison.name: {lv.label for lv in comparison.levels} for comparison in resolver.comparisons}
    if declared != {name: set(levels) for name, levels in model.m.items()}:
        raise FundlinkError(f"{file.name}: trained for other comparisons. {mend}")
    return model


def comparisons_digest(resolver: Resolver) -> str:
    """A short hash of what is compared, without what follows from it: a model is trained for that."""
    compared = [
        (c.name, c.unknown, [(lv.label, lv.when, lv.terms, lv.terms_share) for lv in c.levels])
        for c in resolver.comparisons
    ]
    return digest(compared)[:12]


def level_bits(model: Model, comparison: str, level: Level) -> float:
    """The weight of a level in bits, not adjusted by how rare the term is."""
    return math.log2(model.m[comparison][level.label] / model.u[comparison][level.label])


def any_term(resolver: Resolver, model: Model, column: str) -> float:
    """Share of the pairs of two people that agree on a column with terms, whatever the term."""
    (share,) = (
        model.u[comparison.name][level.label]
        for comparison in resolver.comparisons
        for level in comparison.levels
        if equality(level.when) == column
    )
    return share


def settings(resolver: Resolver, model: Model | None = None, u: Shares | None = None) -> dict[str, Any]:
    """Splink's settings of a resolver: with a model to score, or with `u` alone to be trained.

    Training leaves alone the m that is declared: a few pairs would drive it to nothing, and other levels with it.
    """
    u = model.u if model else u
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": model.prior if model else 1e-4,
        "retain_matching_columns": model is not None,
        "retain_intermediate_calculation_columns": model is not None,
        "additional_columns_to_retain": ["profile"],
        "em_convergence": 1e-6,
        "max_iterations": 300,
        "comparisons": [
            {
                "output_column_name": comparison.name,
                "comparison_levels": [
                    {"sql_condition": comparison.unknown, "label_for_charts": "unknown", "is_null_level": True},
                    *(
                        {
                            "sql_condition": level.when,
                            "label_for_charts": level.label,
                            **({"tf_adjustment_column": level.terms} if level.terms else {}),
                            **({"tf_adjustment_weight": level.terms_share} if level.terms else {}),
                            **({"m_probability": model.m[comparison.name][level.label]} if model else _held(level)),
                            **({"u_probability": u[comparison.name][level.label]} if u else {}),
                        }
                        for level in comparison.levels
                    ),
                ],
            }
            for comparison in resolver.comparisons
        ],
        "blocking_rules_to_generate_predictions": [],
    }


def _held(level: Level) -> dict[str, Any]:
    return {} if level.m is None else {"m_probability": level.m, "fix_m_probability": True}
