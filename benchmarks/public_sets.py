"""Public sets with a known truth, through the shipped resolvers: `python -m benchmarks.public_sets --data DIR`.

Each set is mapped to fundlink's mention table, column by column, and nothing is tuned to it. The resolvers were mended
by reading the pairs they got wrong here, in ways that hold for all records: these sets are for development. `DIR` (by
default the folder that FUNDLINK_REAL_DATA names) holds:

- `splink_fake_1000.csv`: 1,000 invented British records, of Splink.
- `febrl3.csv`: 5,000 invented Australian records, of the Febrl generator.
- `senzing_truthset/`: 159 records of persons and organisations, of Senzing.

Then each question that is left to a human is answered as the truth has it, until there is none: what the three bands
are for. Told are the questions, and the recall with the answers.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.rivals.figures import Pairwise, pairwise
from fundlink.config import Home
from fundlink.decisions import writing
from fundlink.identifiers import is_role_address, normalise_email, normalise_phone
from fundlink.mentions import MENTIONS
from fundlink.resolution.organizations import resolve_organizations
from fundlink.resolution.persons import resolve_persons
from fundlink.review import queue
from resolvers.organization import ORGANIZATION_RESOLVER
from resolvers.person import PERSON_RESOLVER


@dataclass(frozen=True)
class PublicSet:
    """Mentions as rows of `MENTIONS`, missing columns left out, and the true party of each by mention id."""

    mentions: list[dict[str, Any]]
    truth: dict[str, str]


def _mention(source: str, key: str, kind: str = "person", **said: Any) -> dict[str, Any]:
    """A row of the mention table; lists without their empty members, texts trimmed, what is empty is unknown."""
    row: dict[str, Any] = {
        "mention_id": f"{source}/{key}",
        "source": source,
        "source_key": key,
        "role": "record",
        "kind": kind,
        "record_id": key,
        "labels": [],
        **{column: [] for column in ("aliases", "birth_dates", "documents")},
    }
    for column, value in said.items():
        if isinstance(value, list):
            row[column] = sorted({item for item in value if item})
        else:
            row[column] = " ".join((value or "").split()) or None
    return row


def _name(given: str, surname: str) -> str:
    """Two columns in one text, where a comma tells which is the surname."""
    return f"{surname}, {given}" if given.strip() and surname.strip() else f"{surname}{given}"


def splink_fake(data: Path) -> PublicSet:
    """`splink_fake_1000.csv`: dates are ISO."""
    mentions, truth = [], {}
    for row in _read_csv(data / "splink_fake_1000.csv"):
        row_of = _mention(
            "splink_fake_1000",
            row["unique_id"],
            name=_name(row["first_name"], row["surname"]),
            birth_dates=[row["dob"]],
            city=row["city"],
            email=normalise_email(row["email"]),
        )
        mentions.append(row_of)
        truth[row_of["mention_id"]] = row["cluster"]
    return PublicSet(mentions, truth)


def febrl3(data: Path) -> PublicSet:
    """`febrl3.csv`: `soc_sec_id` is a document; a date that is none is left out; `rec-7-dup-1` is person 7."""
    mentions, truth = [], {}
    for row in _read_csv(data / "febrl3.csv"):
        row_of = _mention(
            "febrl3",
            row["rec_id"],
            name=_name(row["given_name"], row["surname"]),
            birth_dates=[_compact_date(row["date_of_birth"])],
            documents=[row["soc_sec_id"]],
            city=row["suburb"],
            address=" ".join(
                row[part] for part in ("street_number", "address_1", "address_2", "suburb", "postcode", "state")
            ),
        )
        mentions.append(row_of)
        truth[row_of["mention_id"]] = row["rec_id"].split("-")[1]
    return PublicSet(mentions, truth)


def senzing(data: Path) -> PublicSet:
    """`senzing_truthset/`: dates are American (month first), telephone numbers without a country's code too."""
    folder = data / "senzing_truthset"
    mentions = []
    for file in ("customers", "reference", "watchlist"):
        with (folder / f"{file}.jsonl").open(encoding="utf-8") as lines:
            mentions += [_senzing_mention(json.loads(line)) for line in lines]
    truth = {
        f"{row['DATA_SOURCE']}/{row['RECORD_ID']}": row["CLUSTER_ID"]
        for row in _read_csv(folder / "actual_truthset_key.csv")
    }
    return PublicSet(mentions, truth)


_DOCUMENTS = ("PASSPORT", "DRIVERS_LICENSE", "SSN", "NATIONAL_ID", "TAX_ID", "LEI")


def _senzing_mention(record: Mapping[str, Any]) -> dict[str, Any]:
    features: list[dict[str, str]] = record["FEATURES"]
    told = {name: value for feature in reversed(features) for name, value in feature.items()}
    names = [_senzing_name(feature) for feature in features if any(name.startswith("NAME_") for name in feature)]
    documents = [
        f"{kind} {re.sub(r'[^0-9A-Za-z]', '', feature[f'{kind}_NUMBER'])}"
        for feature in features
        for kind in _DOCUMENTS
        if f"{kind}_NUMBER" in feature
    ]
    parts = ("FULL", "LINE1", "CITY", "STATE", "POSTAL_CODE", "COUNTRY")
    return _mention(
        record["DATA_SOURCE"],
        record["RECORD_ID"],
        told["RECORD_TYPE"].lower(),
        name=names[0] if names else None,
        aliases=names[1:],
        birth_dates=[_american_date(told.get("DATE_OF_BIRTH", ""))],
        documents=documents,
        phone=normalise_phone(told.get("PHONE_NUMBER"), "US"),
        email=_own(normalise_email(re.sub(r"^.*<(.*)>$", r"\1", told.get("EMAIL_ADDRESS", "")))),
        city=told.get("ADDR_CITY"),
        address=" ".join(told.get(f"ADDR_{part}", "") for part in parts),
        country=told.get("ADDR_COUNTRY"),
    )


def _own(email: str | None) -> str | None:
    """The address, unless it is an office's: as `fundlink.mentions` reads every source."""
    return None if email and is_role_address(email) else email


def _senzing_name(feature: Mapping[str, str]) -> str:
    whole = feature.get("NAME_FULL") or feature.get("NAME_ORG")
    given = " ".join(feature.get(f"NAME_{part}", "") for part in ("FIRST", "MIDDLE"))
    return whole or _name(given, feature.get("NAME_LAST", ""))


def _compact_date(text: str) -> str | None:
    try:
        return datetime.strptime(text, "%Y%m%d").date().isoformat()  # noqa: DTZ007 - a date has no time zone
    except ValueError:
        return None


def _american_date(text: str) -> str | None:
    """ISO date; the day first only where it cannot be a month; a year of two digits is never in the future."""
    for form in ("%m/%d/%Y", "%m/%d/%y", "%d/%m/%Y", "%d-%b-%y", "%b %d %Y", "%Y-%m-%d"):
        try:
            day = datetime.strptime(text, form).date()  # noqa: DTZ007 - a date has no time zone
        except ValueError:
            continue
        latest = date(2020, 12, 31)
        return (day if day <= latest else day.replace(year=day.year - 100)).isoformat()
    return None


def _read_csv(file: Path) -> Iterable[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream, skipinitialspace=True)


def measure(found: PublicSet, folder: Path) -> dict[str, float]:
    """Resolve the set in a home folder and compare, then answer what is asked and compare again.

    Returns:
        shares of the pairs; the seconds are those of the two resolvers.
    """
    home = Home(folder)
    table = home.table("mention/public")
    table.parent.mkdir(parents=True)
    pq.write_table(pa.Table.from_pylist(found.mentions, MENTIONS), table)
    start = time.perf_counter()
    alone = _resolve(home, table, found.truth)
    seconds = time.perf_counter() - start
    answers, answered = 0, alone
    while questions := queue(home, PERSON_RESOLVER):
        with writing(home) as ledger:
            for question in questions:
                same = found.truth[question.a] == found.truth[question.b]
                ledger.say(question.answer(same, "the truth of the set", "benchmark"))
        answers += len(questions)
        answered = _resolve(home, table, found.truth)
    return {
        **{share: round(getattr(alone, share), 4) for share in ("precision", "recall", "f1")},
        "true_pairs": alone.true,
        "seconds": round(seconds, 2),
        "answers": answers,
        **{f"{share}_answered": round(getattr(answered, share), 4) for share in ("precision", "recall", "f1")},
    }


def _resolve(home: Home, table: Path, truth: Mapping[str, str]) -> Pairwise:
    resolve_persons(home, [table], PERSON_RESOLVER, "benchmark")
    resolve_organizations(home, [table], ORGANIZATION_RESOLVER, "benchmark")
    parties: dict[str, str] = {}
    for kind in ("person", "organization"):
        members = pq.read_table(home.table(f"resolved/{kind}_members"))
        parties |= zip(members["mention_id"].to_pylist(), members[f"{kind}_id"].to_pylist(), strict=True)
    return pairwise(truth, parties)


SETS = {"splink_fake_1000": splink_fake, "febrl3": febrl3, "senzing_truthset": senzing}


def main() -> None:
    """Read, resolve, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("FUNDLINK_REAL_DATA"), help="folder of the sets")
    given = parser.parse_args()
    if given.data is None:
        parser.error("--data DIR, or FUNDLINK_REAL_DATA, must name the folder of the sets")
    figures = {}
    for name, read in SETS.items():
        with tempfile.TemporaryDirectory() as folder:
            figures[name] = measure(read(given.data), Path(folder))
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
