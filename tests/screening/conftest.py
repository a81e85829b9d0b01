"""Lists of invented people to screen against."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fundlink.config import Home
from fundlink.mentions import mention
from fundlink.screening import Listing, Match, Quality, Screener
from fundlink.sources.declared import declared_sources
from fundlink.sources.read import read
from tests.conftest import DISTRICT
from tests.sources.conftest import FIXTURES

LISTS = ("ofac_sdn", "un_sc_sanctions")


def read_lists(home: Home) -> Home:
    """Read whatever lists are in the home's inbox."""
    for source in declared_sources():
        reading = read(home, source, home.inbox, "r1")
        assert reading.stopped is None
        mention(home, source)
    return home


@pytest.fixture(scope="session")
def listed_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with the fictional district's list, in both its snapshots, and the OFAC fixture."""
    home = Home(tmp_path_factory.mktemp("lists"))
    shutil.copytree(DISTRICT / "inbox" / "un_sc_sanctions", home.inbox / "un_sc_sanctions")
    shutil.copytree(FIXTURES / "ofac_sdn", home.inbox / "ofac_sdn")
    return read_lists(home)


@pytest.fixture(scope="session")
def screener(listed_home: Home) -> Screener:
    return Screener.of(listed_home, declared_sources())


def entry(*names: str, **known: Any) -> Listing:
    """An invented entry of an invented list."""
    weak = known.pop("weak", ())
    named = [(name, Quality.ALIAS if at else Quality.NAME) for at, name in enumerate(names)]
    unknown: dict[str, Any] = {
        **{"list": "a list", "reference_number": "X.1", "regime": None, "listed_on": "2020-01-02", "delisted_on": None},
        **{"kind": "person", "birth_dates": (), "birth_between": (), "sex": None, "numbers": (), "wallets": ()},
        **{"phones": (), "emails": (), "mention_id": "m-1", "source": "test", "source_key": "1", "file": "f", "row": 1},
    }
    return Listing(**{**unknown, "names": (*named, *((name, Quality.WEAK) for name in weak)), **known})


def crowd() -> Iterator[Listing]:
    """Many entries that share a few given names, so that these tell little and the others much."""
    given = ("Muhammad", "Ali", "Ahmad", "Hassan", "Omar", "Ibrahim", "Yusuf", "Said")
    for number in range(400):
        first, second = given[number % 8], given[number // 8 % 8]
        yield entry(
            f"{first} {second} Inventedov{chr(97 + number % 26)}{chr(97 + number // 26)}", source_key=f"c{number}"
        )


def found(matches: list[Match]) -> list[tuple[str, str]]:
    """Verdict and reference number of each match."""
    return [(match.verdict.value, match.listing.reference_number) for match in matches]


@pytest.fixture
def people_file(tmp_path: Path) -> Path:
    return tmp_path / "people.csv"
