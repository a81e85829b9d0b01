"""Whatever comes: a value or a remark, a balanced reading or one line, and never a traceback."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from fundlink.config import Home
from fundlink.sources.amounts import MOST, read_amount
from fundlink.sources.currencies import DIGITS
from fundlink.sources.dates import read_date, read_moment
from fundlink.sources.plain import plain
from tests.sources.bad_input import fixture
from tests.sources.conftest import Desk

NAME = "crowdfunding_donations"
PLAIN = fixture(NAME).encode()
CODES = st.sampled_from(sorted(DIGITS))
CELLS = st.text(st.sampled_from("0123456789.,-/ ':kK$₸тысTZ+[]٣５\u202e"), max_size=24) | st.text(max_size=24)
GROUPS = st.sampled_from([(" ", ","), ("\u00a0", ","), ("'", "."), (",", "."), (".", ",")])


@given(CELLS, CODES | st.text(max_size=4))
def test_any_text_is_an_amount_or_has_a_remark(text: str, currency: str) -> None:
    amount = read_amount(text, currency)
    assert (amount.units is None) != (amount.remark is None)
    assert amount.units is None or 0 <= amount.units <= MOST


@given(CELLS)
def test_any_text_is_a_date_or_has_a_remark(text: str) -> None:
    for day in (read_date(text), read_moment(text)):
        assert (day.text is None) != (day.remark is None)
    made = read_date(text)
    assert made.text is None or read_date(made.text) == made


@given(st.integers(0, 10**15), CODES, GROUPS)
def test_an_amount_is_read_as_it_was_written(units: int, currency: str, signs: tuple[str, str]) -> None:
    digits = DIGITS[currency]
    whole, decimals = divmod(units, 10**digits)
    group, point = signs
    ours = f"{whole}.{decimals:0{digits}}" if digits else f"{whole}"
    grouped = f"{whole:,}".replace(",", group) + (f"{point}{decimals:0{digits}}" if digits else "")
    assert read_amount(ours, currency).units == units
    # One group alone, or three decimals after a comma, may mean two things.
    assert read_amount(grouped, currency).units in ({units} if digits not in (0, 3) else {units, None})


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_date_is_read_as_it_was_written(day: date) -> None:
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d"):
        assert read_date(day.strftime(form)).text == (day.isoformat() if day.year < 3000 else None)
    either = read_date(day.strftime("%m/%d/%Y")).text
    assert day.year > 2999 or (either is not None and day.isoformat() in either)


@given(st.text())
def test_plain_text_stays_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text)


def _damaged(content: bytes) -> st.SearchStrategy[bytes]:
    """The content with some bytes put in place of others."""
    cuts = st.tuples(st.integers(0, len(content)), st.integers(0, 12), st.binary(max_size=8))
    return st.lists(cuts, min_size=1, max_size=4).map(lambda many: _cut(content, many))


def _cut(content: bytes, cuts: list[tuple[int, int, bytes]]) -> bytes:
    for start, length, other in cuts:
        content = content[:start] + other + content[start + length :]
    return content


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(PLAIN + b"\r")
@example(b"\x01\r\x01")
@given(st.binary(max_size=200) | _damaged(PLAIN) | st.text(max_size=200).map(lambda t: PLAIN + t.encode()))
def test_any_file_is_read_with_balanced_books_or_stopped_by_one_line(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Home(Path(folder)))
        desk.put(NAME, "any.csv", content)
        reading = desk.refresh(NAME)
        assert len(desk.table(f"source/{NAME}")) == reading.counts.loaded
        assert reading.stopped is None or "\n" not in reading.stopped
