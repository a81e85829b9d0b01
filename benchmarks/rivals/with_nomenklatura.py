"""nomenklatura: its own blocker and the matcher its cross-reference takes by default, on names as written.

It reads all scripts itself. Its other matcher, logic-v2, is made for screening: a name alone is a match to it, and its
clusters of mentions fall together (best F1 at 10,000 mentions 0.74, precision never above 0.82).
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from followthemoney import Dataset, StatementEntity
from nomenklatura.blocker import Index
from nomenklatura.matching import DedupeAlgorithm, ScoringConfig
from nomenklatura.resolver import Linker
from nomenklatura.store.memory import MemoryStore

from benchmarks.rivals.exchange import connected, read, write

THRESHOLD = 0.7
"""Score from which tools built on it call two entities a match."""

_CANDIDATES = 8
"""Pairs scored, by mention: the blocker ranks them, the best first. Twice as many add 0.01 recall in twice the time."""

_PROPERTIES = {
    "name": "name",
    "father": "fatherName",
    "birth_date": "birthDate",
    "iin": "taxNumber",
    "document": "passportNumber",
    "phone": "phone",
    "email": "email",
    "city": "address",
    "account": "idNumber",
    "wallet": "idNumber",
    "device": "idNumber",
}


def main() -> None:
    """Index, rank, score; connected components from the threshold on."""
    mentions, folder = read()
    dataset = Dataset.make({"name": "mentions", "title": "Mentions"})
    store: MemoryStore[Dataset, StatementEntity] = MemoryStore(dataset, Linker({}))
    with store.writer() as writer:
        for row in mentions.to_dict("records"):
            entity = StatementEntity(dataset, {"schema": "Person", "id": row["mention_id"]})
            for column, property_name in _PROPERTIES.items():
                if isinstance(row[column], str):
                    entity.add(property_name, row[column])
            writer.add_entity(entity)
    view = store.default_view()
    config = ScoringConfig.defaults()
    found = []
    with TemporaryDirectory() as data:
        index = Index(view, Path(data))
        index.build()
        for (left, right), _ in index.pairs(max_pairs=_CANDIDATES * len(mentions)):
            one, other = view.get_entity(left.id), view.get_entity(right.id)
            found.append((left.id, right.id, DedupeAlgorithm.compare(one, other, config).score))
        index.close()
    pairs = pd.DataFrame(found, columns=["mention_a", "mention_b", "score"])
    same = pairs[pairs["score"] >= THRESHOLD]
    write(folder, pairs, connected(zip(same["mention_a"], same["mention_b"], strict=True)))


if __name__ == "__main__":
    main()
