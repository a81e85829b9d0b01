"""FollowTheMoney in, through the graph, and out again: the same parties, payments and ties."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from benchmarks.formats import take_in
from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.ftm import export
from fundlink.sources.declared import declared_sources

SOURCE = [source for source in declared_sources() if source.name in ("followthemoney", "kz_bank_statement")]
FIXTURE = Path(__file__).parent / "fixtures" / "followthemoney"


def out(folder: Path, entities: Path) -> Path:
    """The entities taken in and written again."""
    home = Home(folder / "home")
    shutil.copytree(entities, folder / "inbox" / "followthemoney")
    take_in(folder / "inbox", home, SOURCE)
    written = folder / "out" / "entities.ftm.json"
    export(home, written)
    return written


def told(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_a_round_trip_keeps_what_the_graph_holds(tmp_path: Path) -> None:
    first = out(tmp_path / "1", FIXTURE)
    entities = {(e["schema"], *e["properties"].get("name", ())): e["properties"] for e in told(first)}
    person = entities["Person", "Мысалова Ойдан Тестқызы"]
    assert (person["idNumber"], person["passportNumber"], person["birthDate"]) == (
        *(["900214441858"], ["N00000001"], ["1990-02-14"]),
    )
    counts = Counter(e["schema"] for e in told(first))
    assert counts == {
        **{"Person": 2, "Organization": 2, "BankAccount": 2, "CryptoWallet": 1, "Payment": 1},
        **{"Directorship": 1, "Ownership": 1, "UnknownLink": 2, "Sanction": 1},
    }
    payment = entities["Payment",]
    assert (payment["amount"], payment["currency"], payment["date"]) == (["250000"], ["KZT"], ["2024-03-04T04:00:00Z"])
    again = out(tmp_path / "2", first.parent)
    assert Counter(e["schema"] for e in told(again)) == counts
    names = [sorted(name for e in told(file) for name in e["properties"].get("name", ())) for file in (first, again)]
    assert names[0] == names[1]


def test_without_a_graph_there_is_nothing_to_write(tmp_path: Path) -> None:
    with pytest.raises(FundlinkError, match="holds no graph yet"):
        export(Home(tmp_path), tmp_path / "x.json")
