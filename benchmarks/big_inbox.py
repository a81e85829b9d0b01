"""A big made-up inbox for every reader: small files, their records again and again under keys of their own.

Flat tables and payments come from a small district, payments in the formats of others; lists and registers from the
fixtures of the tests. Names and texts repeat, keys, and what else must differ between entries, do not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from fundlink.tables import connect, escaped
from fundlink.world import write_world
from fundlink.world.formats.doors import write_doors

FLAT = {"informal_transfers": "transfer_id", "crowdfunding_donations": "donation_id"}
"""Table of a district -> its key."""

PAYMENTS = {"money_transfers": ("transfer_id", 4), "wallet_transfers": ("tx_hash", 1)}
"""Table of a district that comes in formats of others -> its key, and in how many of them by turns."""

FIXTURES = Path(__file__).parent.parent / "tests" / "fixtures"


@dataclass(frozen=True)
class Repeated:
    """What of a file's text stands in it again and again, and what in that gets a number of its own each time.

    Both are regular expressions; `part` lets a dot be any sign, `^` in `keys` is the beginning of a line.
    """

    part: str
    keys: str
    between: str = ""


LISTS = {
    "eu_fsf": Repeated("<sanctionEntity.*</sanctionEntity>", 'logicalId="[0-9]+'),
    "un_sc_sanctions": Repeated("<INDIVIDUALS>.*</ENTITIES>", "<DATAID>[0-9]+"),
    "kz_afm_list": Repeated("(<persons>.*)?<orgs>.*</orgs>", "<(lname|iin|org_name|org_iin)>[^<;]+"),
    "uk_sanctions": Repeated(r"(?<=\(HIN\)\n).*", "INV[0-9]+"),
    "ofac_sdn": Repeated("[^\x1a]*", "^[0-9]{6}"),
    "uk_charities": Repeated(r"(?<=\n).*", r"\b99[0-9]{4,5}\b"),
    "grants_360giving": Repeated(r'\{"id".*(?=\]\})', '"id": "360G-invented-[0-9]+', between=","),
    "graphsense_tagpack": Repeated("- address.*", "address: [0-9A-Za-z]+"),
}
"""Source -> how each of the files of its fixture is made big."""


def write_inbox(folder: Path, rows: int, records: int) -> Path:
    """Write an inbox with `rows` of each flat table, and some `records` in each other format.

    Statements have fewer, since they need a payer's account; lists whose fixture holds more than two have more.
    """
    world, inbox = folder / "world" / "inbox", folder / "inbox"
    write_world(folder / "world", people=500, transfers=2_000, seed=5)
    for name, (key, formats) in PAYMENTS.items():
        multiply(world / name / f"{name}.csv", folder / "payments" / name / f"{name}.csv", key, formats * records)
    (world / "wallets").rename(folder / "payments" / "wallets")
    write_doors(folder / "payments", inbox)
    for name, key in FLAT.items():
        multiply(world / name / f"{name}.csv", inbox / name / f"{name}.csv", key, rows)
    for name, again in LISTS.items():
        for file in sorted((FIXTURES / name).iterdir()):
            # A fixture holds two records or more.
            repeat(file, inbox / name / file.name, again, -(-records // 2))
    return inbox


def multiply(plain: Path, target: Path, key: str, rows: int) -> None:
    """The rows of a CSV file again and again, each under a key of its own, until there are `rows`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with connect() as connection:
        connection.execute(f"CREATE VIEW once AS SELECT * FROM read_csv('{escaped(plain)}', all_varchar = true)")
        (had,) = connection.execute("SELECT count(*) FROM once").fetchone() or (0,)
        times = -(-rows // had)
        connection.execute(
            f"""COPY (SELECT once.* REPLACE ({key} || '-' || i AS {key}) FROM range({times}) t(i), once LIMIT {rows})
            TO '{escaped(target)}' (HEADER)"""
        )


def repeat(plain: Path, target: Path, again: Repeated, times: int) -> None:
    """The records of a file of any form again and again: six digits more in each of their keys."""
    target.parent.mkdir(parents=True, exist_ok=True)
    text = plain.read_text(encoding="utf-8")
    found = re.search(again.part, text, re.DOTALL)
    assert found is not None
    pieces = re.compile(f"({again.keys})", re.MULTILINE).sub("\\1\0", found[0])
    with target.open("w", encoding="utf-8", newline="") as out:
        out.write(text[: found.start()])
        for number in range(times):
            out.write((again.between if number else "") + pieces.replace("\0", f"{number:06}"))
        out.write(text[found.end() :])
