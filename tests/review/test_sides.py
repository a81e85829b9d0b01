"""The whole of each side of a question, on a real district."""

from __future__ import annotations

from collections import Counter

import pyarrow.parquet as pq
import pytest

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.review import Kind, Side, queue, sides
from fundlink.review.sides import MOST_VALUES
from resolvers.person import PERSON_RESOLVER
from tests.decisions.desk import persons


def test_a_side_is_a_person_whole_or_the_half_of_one(resolved: Home) -> None:
    questions = queue(resolved, PERSON_RESOLVER)
    found = sides(resolved, [side for question in questions for side in question.sides])
    of = persons(resolved)
    names = {
        row["mention_id"]: row["name"]
        for table in resolved.tables.glob("mention/*.parquet")
        for row in pq.read_table(table, columns=["mention_id", "name"]).to_pylist()
    }
    assert {question.kind for question in questions} >= {Kind.REVIEW, Kind.JOINED}
    for question in (question for question in questions if question.average is not None):
        for mention, side in zip((question.a, question.b), question.sides, strict=True):
            behind = side if question.kind is Kind.JOINED else of[side[0]]
            assert mention in behind, "the sides stand as the pair does"
            assert found[side].mentions == len(behind)
            assert dict(found[side].said["name"]) == Counter(names[each] for each in behind if names[each])
            assert all(
                list(values) == sorted(values, key=lambda item: (-item[1], item[0]))
                for values in found[side].said.values()
            )


def test_what_is_no_more_read_says_nothing(resolved: Home) -> None:
    (question, *_) = queue(resolved, PERSON_RESOLVER)
    for table in resolved.tables.glob("mention/*.parquet"):
        content = pq.read_table(table)
        pq.write_table(content.slice(0, 0), table)
    assert sides(resolved, question.sides) == {side: Side(0, {}) for side in question.sides}
    for table in resolved.tables.glob("resolved/*"):
        table.unlink()
    with pytest.raises(FundlinkError, match="Run fundlink refresh"):
        sides(resolved, question.sides)


def test_many_spellings_are_cut_short() -> None:
    said = tuple((f"name {at}", 20 - at) for at in range(MOST_VALUES + 3))
    side = Side(40, {"name": said, "iin": (("1", 2),)})
    assert side.most("name") == (said[:MOST_VALUES], 3)
    assert side.most("iin") == ((("1", 2),), 0)
    assert side.most("phone") == ((), 0)
