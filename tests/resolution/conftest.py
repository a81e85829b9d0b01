from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fundlink.config import Home
from fundlink.identifiers import check_digit
from fundlink.mentions import MENTIONS
from fundlink.resolution import Resolution
from fundlink.resolution.asked import mention_tables
from fundlink.resolution.blocking import compare_alone
from fundlink.resolution.features import make_features
from fundlink.resolution.model import Model, load
from fundlink.resolution.organizations import resolve_organizations
from fundlink.resolution.persons import resolve_persons
from fundlink.resolution.profiles import load_mentions, make_profiles
from resolvers.organization import ORGANIZATION_RESOLVER
from resolvers.person import PERSON_RESOLVER
from tests.resolution.identity_page import resolve_district

Row = dict[str, Any]
Resolve = Callable[..., Resolution]


def write_mentions(path: Path, rows: list[Row]) -> Path:
    """Write mentions; `mention_id` is `m0001` and so on where a row gives none."""
    filled = []
    for number, row in enumerate(rows):
        name = f"m{number:05d}"
        defaults = {"mention_id": name, "source": "test", "source_key": name, "role": "donor", "kind": "person"}
        lists: Row = {"aliases": [], "birth_dates": [], "documents": [], "labels": []}
        filled.append({**defaults, **lists, "record_id": f"test/{name}", **row})
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(filled, schema=MENTIONS), path)
    return path


def iin(first_eleven: str) -> str:
    """A valid identity number."""
    return f"{first_eleven}{check_digit(first_eleven)}"


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with the resolved persons of the small district, no graph: to be read only."""
    home = Home(tmp_path_factory.mktemp("district"))
    resolve_district(home)
    return home


def compare_all(connection: duckdb.DuckDBPyConnection, home: Home) -> Model:
    """Make `compared` of all mentions of a home; the model is the one to weigh with."""
    model = load(PERSON_RESOLVER)
    load_mentions(connection, mention_tables(home), "person")
    make_profiles(connection)
    make_features(connection, "profiles", model.terms)
    compare_alone(connection, PERSON_RESOLVER, home)
    return model


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def resolve(home: Home) -> Resolve:
    def resolved(rows: list[Row], refresh_id: str = "r1") -> Resolution:
        table = write_mentions(home.table("mention/test"), rows)
        return resolve_persons(home, [table], PERSON_RESOLVER, refresh_id)

    return resolved


@pytest.fixture
def resolve_bodies(home: Home, tmp_path: Path) -> Resolve:
    def resolved(rows: list[Row], refresh_id: str = "r1") -> Resolution:
        rows = [{"kind": "organization", **row} for row in rows]
        table = write_mentions(tmp_path / "mentions.parquet", rows)
        return resolve_organizations(home, [table], ORGANIZATION_RESOLVER, refresh_id)

    return resolved


def groups(home: Home, kind: str = "person") -> list[list[str]]:
    """Mentions by party, sorted."""
    found: dict[str, list[str]] = {}
    for row in pq.read_table(home.table(f"resolved/{kind}_members")).to_pylist():
        found.setdefault(row[f"{kind}_id"], []).append(row["mention_id"])
    return sorted(sorted(group) for group in found.values())


def pairs(home: Home) -> dict[tuple[str, str], Row]:
    rows = pq.read_table(home.table("resolved/person_pairs")).to_pylist()
    return {(row["mention_a"], row["mention_b"]): row for row in rows}
