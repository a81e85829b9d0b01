"""The same facts in another order, in other files, under other names, give the same graph."""

from __future__ import annotations

import csv
import random
import shutil
from pathlib import Path
from xml.etree import ElementTree

from tests.conftest import DISTRICT
from tests.refresh.desk import Desk

SEED = 11


def test_order_and_names_of_rows_columns_and_files_do_not_matter(desk: Desk, district_fingerprint: str) -> None:
    chance = random.Random(SEED)
    for file in sorted((DISTRICT / "inbox").glob("*/*")):
        folder = desk.home.inbox / file.parent.name
        folder.mkdir(parents=True, exist_ok=True)
        {".xml": shuffle_xml, ".csv": shuffle_csv, ".xlsx": rename}[file.suffix](file, folder, chance)
    told = desk.refresh()
    sources = [made for key, made in told.made.items() if key.startswith("source/") and made["in use"]]
    assert {made["files"] for made in sources} == {2, 4}, "tables and lists two each, statements four"
    assert desk.fingerprint() == district_fingerprint


def shuffle_csv(file: Path, folder: Path, chance: random.Random) -> None:
    """Rows and columns in another order, half of the rows in a file of their own."""
    with file.open(newline="", encoding="utf-8") as stream:
        header, *rows = csv.reader(stream)
    columns = chance.sample(range(len(header)), len(header))
    chance.shuffle(rows)
    for number, part in enumerate((rows[::2], rows[1::2])):
        with (folder / f"{chance.random()}.{number}.csv").open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream).writerows([row[column] for column in columns] for row in [header, *part])


def rename(file: Path, folder: Path, chance: random.Random) -> None:
    """The same workbook under another name: in a statement the order of operations is a fact."""
    shutil.copy(file, folder / f"{chance.random()}{file.suffix}")


def shuffle_xml(file: Path, folder: Path, chance: random.Random) -> None:
    """Entries in another order, under another file name."""
    tree = ElementTree.parse(file)
    for group in tree.getroot():
        group[:] = chance.sample(list(group), len(group))
    tree.write(folder / f"{chance.random()}.xml", encoding="utf-8", xml_declaration=True)
