"""The trained model: weights by comparison and level, term frequencies, and what it was trained on.

Weights are kept by label and not as Splink's own JSON, which is not portable between engines.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from fundlink.errors import FundlinkError
from fundlink.resolution.declaration import Resolver


@dataclass(frozen=True)
class Model:
    """Frozen parameters of a resolver.

    Attributes:
        prior: probability that two random mentions are one.
        m, u: by comparison and level label: share of matching, and of not matching, pairs on that level.
        terms: by column: share of records with each term.
        trained_on: what it was trained on, for the reader of the file.
    """

    prior: float
    m: Mapping[str, Mapping[str, float]]
    u: Mapping[str, Mapping[str, float]]
    terms: Mapping[str, Mapping[str, float]]
    trained_on: Mapping[str, Any]

    def save(self, path: Path) -> None:
        """Write as JSON, sorted, one line a term: a new training shows as a readable difference."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def load(resolver: Resolver) -> Model:
    """The model beside the resolver.

    Raises:
        FundlinkError: when there is none, or it was trained for other comparisons.
    """
    try:
        model = Model(**json.loads(resolver.model.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise FundlinkError(f"{resolver.model.name}: no trained model. Run python -m resolvers.train.") from None
    declared = {comparison.name: {lv.label for lv in comparison.levels} for comparison in resolver.comparisons}
    if declared != {name: set(levels) for name, levels in model.m.items()}:
        raise FundlinkError(f"{resolver.model.name}: trained for other comparisons. Run python -m resolvers.train.")
    return model


def settings(resolver: Resolver, model: Model | None = None) -> dict[str, Any]:
    """Splink's settings of a resolver: without a model to be trained, with one to score."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": model.prior if model else 1e-4,
        # Splink gives the level of each comparison (gamma_...) only together with the compared values.
        "retain_matching_columns": model is not None,
        "retain_intermediate_calculation_columns": model is not None,
        "additional_columns_to_retain": ["profile_id"],
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
                            **({"m_probability": model.m[comparison.name][level.label]} if model else {}),
                            **({"u_probability": model.u[comparison.name][level.label]} if model else {}),
                        }
                        for level in comparison.levels
                    ),
                ],
            }
            for comparison in resolver.comparisons
        ],
        "blocking_rules_to_generate_predictions": [],
    }
