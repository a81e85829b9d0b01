"""Dates and times as people write them: read where they can mean one day only, or kept as the two they may mean."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from fundlink.sources.plain import plain

Order = Literal["day first", "month first"]

NO_DATE = "is no date (1980, 1980-05 or 1980-05-17)"
NO_DAY = "is a date that does not exist"
NO_TIME = "is no time (ISO 8601)"
TWO_DIGITS = "has a year of two digits, which may be of either century"

_MONTHS = """january jan январь января янв қаңтар
february feb февраль февраля фев ақпан
march mar март марта мар наурыз
april apr апрель апреля апр сәуір
may май мая мамыр
june jun июнь июня июн маусым
july jul июль июля июл шілде
august aug август августа авг тамыз
september sep sept сентябрь сентября сен сент қыркүйек
october oct октябрь октября окт қазан
november nov ноябрь ноября ноя қараша
december dec декабрь декабря дек желтоқсан"""
_MONTH = {word: number for number, line in enumerate(_MONTHS.splitlines(), 1) for word in line.split()}

_YEAR_FIRST = re.compile(r"([12]\d{3})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?")
_COMPACT = re.compile(r"([12]\d{3})(\d\d)(\d\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2([12]\d{3})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.]([12]\d{3})")
_NAMED = re.compile(r"(?:(\d{1,2})[ -])?([^\W\d]+)\.?,?[ -]?(?:(\d{1,2}),? )?([12]\d{3})")
_SHORT_YEAR = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}")
_EITHER = re.compile(r"\[(\d{4}-\d\d-\d\d),(\d{4}-\d\d-\d\d)\]")
_YEAR_WORD = re.compile(r"\s*(?:г|года|год|ж|жыл|жылы)\.?$")
_MIDNIGHT = re.compile(r"[T ]0?0:00(?::00(?:\.0+)?)?(?:Z|[+-]\d\d:?\d\d)?$")
_TIME = re.compile(
    r"(.+?)[T ,]\s*(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*([AaPp][Mm])?\s*(Z|[+-]\d\d(?::?\d\d)?)?"
)


class Day(NamedTuple):
    """A date in ISO 8601 with the precision it has, two of them in EDTF (`[1980-05-06,1980-06-05]`), or a remark."""

    text: str | None
    remark: str | None


@lru_cache(maxsize=1 << 16)
def read_date(text: str, order: Order | None = None) -> Day:
    """Read a date: `1980`, `1980-05-17`, `17.05.1980`, `1980/05/17`, `17 мая 1980 г.`, in any digits.

    Dots are written day first everywhere. `05/06/1980` is the 5th of June or the 6th of May unless `order` is known:
    both are kept. A day or month of `00` is not known.
    """
    said = _YEAR_WORD.sub("", _MIDNIGHT.sub("", plain(text)))
    if found := _EITHER.fullmatch(said):
        return Day(said, None) if _exists(found[1]) and _exists(found[2]) else Day(None, NO_DAY)
    if found := _YEAR_FIRST.fullmatch(said):
        return _day(found[1], found[3], found[4])
    if found := _COMPACT.fullmatch(said):
        return _day(*found.groups())
    if found := _YEAR_LAST.fullmatch(said):
        return _year_last(found[1], found[3], found[4], "day first" if found[2] == "." else order)
    if found := _MONTH_YEAR.fullmatch(said):
        return _day(found[2], found[1], None)
    if (found := _NAMED.fullmatch(said)) and found[2].lower() in _MONTH and not (found[1] and found[3]):
        return _day(found[4], str(_MONTH[found[2].lower()]), found[1] or found[3])
    return Day(None, TWO_DIGITS if _SHORT_YEAR.fullmatch(said) else NO_DATE)


def _year_last(first: str, second: str, year: str, order: Order | None) -> Day:
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    if order:
        return day_first if order == "day first" else month_first
    if day_first.text and month_first.text and day_first != month_first:
        return Day("[{},{}]".format(*sorted((day_first.text, month_first.text))), None)
    return day_first if day_first.text else month_first


def _day(year: str, month: str | None, day: str | None) -> Day:
    known = [year, *(part.zfill(2) for part in (month, day) if part and int(part))]
    if month and day and not int(month) and int(day):
        return Day(None, NO_DAY)
    text = "-".join(known)
    return Day(text, None) if _exists(text) else Day(None, NO_DAY)


def _exists(text: str) -> bool:
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


@lru_cache(maxsize=1 << 16)
def read_moment(text: str, order: Order | None = None) -> Day:
    """Read a time: a date of `read_date` to the day, and the time of day if any; `text` is ISO 8601.

    A moment cannot be kept as two: where day and month may be either, the remark says how to state their order.
    """
    said = plain(text)
    found = _TIME.fullmatch(said)
    day = read_date(found[1] if found else said, order)
    if day.text is None:
        return Day(None, NO_TIME if day.remark == NO_DATE else day.remark)
    if _EITHER.fullmatch(day.text):
        either = day.text.strip("[]").replace(",", " or ")
        return Day(None, f"is {either}: state the order of day and month with `fundlink map`")
    if len(day.text) < 10:
        return Day(None, "is no time (the day is missing)")
    if found is None:
        return Day(day.text, None)
    return _clock(day.text, found)


def _clock(day: str, found: re.Match[str]) -> Day:
    hour, minute, second = int(found[2]), int(found[3]), int(found[4] or 0)
    if found[6]:
        if not 1 <= hour <= 12:
            return Day(None, NO_TIME)
        hour = hour % 12 + 12 * (found[6].lower() == "pm")
    zone = found[7] or ""
    if hour > 23 or minute > 59 or second > 59 or (len(zone) > 1 and int(zone[1:3]) > 15):
        return Day(None, "is a time that does not exist")
    fraction = f".{found[5][:6]}" if found[5] else ""
    return Day(f"{day}T{hour:02}:{minute:02}:{second:02}{fraction}{zone}", None)
