"""Scores pairs of names with nomenklatura's logic-v2: a JSON list of pairs in, `{"scores": [...], "seconds": s}` out.

Run by `benchmarks.names` in an environment that has nomenklatura; it imports nothing of fundlink.
"""

from __future__ import annotations

import json
import sys
import time

from followthemoney import EntityProxy, model
from nomenklatura.matching import LogicV2


def _person(key: str, name: str) -> EntityProxy:
    """A person of that name. Keys must differ: nomenklatura remembers names by them."""
    return model.get_proxy({"id": key, "schema": "Person", "properties": {"name": [name]}})


def main() -> None:
    """Read, compare, write."""
    config = LogicV2.default_config()
    pairs = [(_person(f"{at}a", a), _person(f"{at}b", b)) for at, (a, b) in enumerate(json.load(sys.stdin))]
    start = time.perf_counter()
    scores = [LogicV2.compare(a, b, config).score for a, b in pairs]
    json.dump({"scores": scores, "seconds": time.perf_counter() - start}, sys.stdout)


if __name__ == "__main__":
    main()
