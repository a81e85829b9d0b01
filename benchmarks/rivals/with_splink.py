"""Plain Splink: its ready-made comparisons and its way of training, as its documentation shows them."""

from __future__ import annotations

import logging
from typing import Any

import pandas as pd
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from benchmarks.rivals.exchange import BLOCKS, IDENTIFIERS, read, write

THRESHOLD = 0.95
"""Match probability from which its tutorial clusters."""


def settings() -> SettingsCreator:
    """Its ready-made comparisons on the columns of the mentions."""
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="mention_id",
        comparisons=[
            cl.NameComparison("given"),
            cl.NameComparison("surname"),
            cl.NameComparison("father"),
            cl.DateOfBirthComparison("birth_date", input_is_string=True),
            *(cl.ExactMatch(column) for column in IDENTIFIERS),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[block_on(*columns) for columns in BLOCKS],
    )


def linker(mentions: pd.DataFrame, from_settings: SettingsCreator | dict[str, Any]) -> Linker:
    """A linker of the mentions, with settings to train or a trained model."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    return Linker(DuckDBAPI().register(mentions), from_settings)


def train(made: Linker) -> None:
    """Its tutorial's way: the prior by sure rules, u by random pairs, m by two rounds that block on other columns."""
    made.training.estimate_probability_two_random_records_match(
        [block_on("iin"), block_on("email"), block_on("given", "surname", "birth_date")], recall=0.7
    )
    made.training.estimate_u_using_random_sampling(seed=1)
    made.training.estimate_parameters_using_expectation_maximisation(block_on("given", "surname"))
    made.training.estimate_parameters_using_expectation_maximisation(block_on("birth_date"))


def resolve(made: Linker) -> tuple[Any, Any]:
    """Scored pairs and clusters, as tables of Splink."""
    scored = made.inference.predict(threshold_match_probability=0.01)
    return scored, made.clustering.cluster_pairwise_predictions_at_threshold(scored, THRESHOLD)


def main() -> None:
    """Train, score, cluster."""
    mentions, folder = read()
    made = linker(mentions, settings())
    train(made)
    scored, clusters = resolve(made)
    pairs = scored.as_pandas_dataframe().rename(columns={"mention_id_l": "mention_a", "mention_id_r": "mention_b"})
    found = clusters.as_pandas_dataframe().rename(columns={"cluster_id": "cluster"})
    write(folder, pairs.assign(score=pairs["match_weight"]), found)


if __name__ == "__main__":
    main()
