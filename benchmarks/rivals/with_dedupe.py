"""dedupe: active learning, its questions answered by the truth, which is more than any other tool here is told."""

from __future__ import annotations

import random
from pathlib import Path

import dedupe
import numpy as np
import pandas as pd

from benchmarks.rivals.exchange import IDENTIFIERS, read, write

QUESTIONS = 100
"""Pairs it may ask about; the truth answers."""

LEARNS_ON = 3_000
"""Records it learns on: on 10,000 of these, training alone takes more than 12 GB."""

THRESHOLD = 0.5
"""Its default for clusters."""


def main() -> None:
    """Ask, learn, score, cluster."""
    mentions, folder = read()
    truth = pd.read_parquet(Path(folder) / "truth.parquet").set_index("mention_id")["true_id"].to_dict()
    random.seed(1)
    np.random.seed(1)
    fields = [
        dedupe.variables.String(column, has_missing=True) for column in ("given", "surname", "father", "birth_date")
    ]
    fields += [dedupe.variables.Exact(column, has_missing=True) for column in (*IDENTIFIERS, "city")]
    columns = [variable.field for variable in fields]
    texts = mentions.set_index("mention_id").astype(object)
    texts = texts.where(texts.notna(), None)
    rows = texts.assign(mention_id=texts.index)[["mention_id", *columns]].to_dict("records")
    records = {str(row["mention_id"]): row for row in rows}
    deduper = dedupe.Dedupe(fields)
    deduper.prepare_training(
        {key: records[key] for key in random.sample(sorted(records), min(LEARNS_ON, len(records)))}
    )
    for _ in range(QUESTIONS):
        [(one, other)] = deduper.uncertain_pairs()
        same = truth.get(one["mention_id"], 0) == truth.get(other["mention_id"], 1)
        deduper.mark_pairs({"match": [(one, other)] if same else [], "distinct": [] if same else [(one, other)]})
    # Its predicates on an index of the whole take minutes for 10,000 records; its documentation says to leave them out.
    deduper.train(index_predicates=False)
    scored = deduper.score(deduper.pairs(records))
    pairs = pd.DataFrame(
        {"mention_a": scored["pairs"][:, 0], "mention_b": scored["pairs"][:, 1], "score": scored["score"]}
    )
    clusters = [
        (mention, number)
        for number, (members, _) in enumerate(deduper.cluster(scored, THRESHOLD))
        for mention in members
    ]
    write(folder, pairs, pd.DataFrame(clusters, columns=["mention_id", "cluster"]))


if __name__ == "__main__":
    main()
