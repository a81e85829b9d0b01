"""Whatever a file of payments holds, rows read are loaded, rejected or repeats: `Desk.refresh` holds it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fundlink.config import Home
from tests.sources.conftest import FIXTURES, Desk
from tests.sources.whatever import damaged

FILES = {
    "followthemoney": "entities.ftm.json",
    "iso20022": "pacs008.xml",
    "ivms101": "trisa.json",
    "kz_bank_statement": "statement.xlsx",
    "kz_fm1": "fm1.xml",
}
STRANGE = (
    "",
    "null",
    "x" * 1200,
    "\u202eabc",
    "１２３",
    "1e308",
    "-5",
    "NaN",
    "2024-02-30",
    "1875",
    "\ud7ff",
    "=1+1",
    "'",
)
"""Put in place of a text of a good file."""


@pytest.mark.parametrize("source", FILES)
@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_the_books_balance(source: str, data: st.DataObject) -> None:
    good = (FIXTURES / source / FILES[source]).read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Home(Path(folder)))
        desk.put(source, FILES[source], data.draw(damaged(good)))
        desk.refresh(source)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        *(("kz_fm1", text) for text in ("750025", "7500.25", "04.03.2024 09:00:00", "FM-0001", "840")),
        *(("iso20022", text) for text in ("750.25", "2024-03-01T09:58:12+05:00", "E2E-1", "USD", "1985-06-30")),
        *(("ivms101", text) for text in ("1.234567891234567891", "2024-03-05T06:07:08Z", "Mysalova", "1990-02-14")),
        *(("followthemoney", text) for text in ("250000.00", "2024-03-04T09:00:00+05:00", "1990-02-14", "pay1")),
    ],
)
def test_strange_values_are_set_aside_or_kept(source: str, text: str, tmp_path: Path) -> None:
    file = FILES[source]
    encoding = "utf-16" if source == "kz_fm1" else "utf-8"
    good = (FIXTURES / source / file).read_bytes().decode(encoding)
    desk = Desk(Home(tmp_path))
    for number, strange in enumerate(STRANGE):
        desk.put(source, f"{number}.{file}", good.replace(text, strange).encode(encoding))
    reading = desk.refresh(source)
    assert reading.stopped is None or "\n" not in reading.stopped
