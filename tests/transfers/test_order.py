"""The rows in any order give the same transfers, and no book stands twice in one."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from fundlink.decisions import Verb
from tests.transfers.records import Record, bank, members, said

BOOKS = (("statements", "KZ1"), ("statements", "KZ2"), ("reports", None), ("orders", None))


@st.composite
def records(draw: st.DrawFn) -> list[Record]:
    """Payments that a few books tell of, many of them alike, some days apart."""
    told = draw(
        st.lists(
            st.tuples(st.sampled_from(BOOKS), st.integers(0, 120), st.sampled_from((None, "P-1", "P-2"))), max_size=9
        )
    )
    return [
        bank(f"{source}:{n}", book, hours, source=source, payer=payer)
        for n, ((source, book), hours, payer) in enumerate(told)
    ]


@settings(max_examples=40, deadline=None)
@given(records(), st.randoms(use_true_random=False), st.booleans())
def test_any_order_gives_the_same_and_no_book_stands_twice(told: list[Record], chance: object, speaks: bool) -> None:
    shuffled = list(told)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random, which hypothesis does not say
    ids = [record["id"] for record in told]
    words = said((Verb.NOT_SAME, ids[0], ids[-1])) if speaks and len(ids) > 1 else said()
    found = members(told, words)
    assert members(shuffled, words) == found
    of = {record["id"]: record for record in told}
    books = Counter((transfer, of[id]["source"], of[id]["book"]) for id, transfer, _ in found)
    assert set(books.values()) <= {1}
    payers = {(transfer, of[id]["payer"]) for id, transfer, _ in found if of[id]["payer"]}
    assert max(Counter(transfer for transfer, _ in payers).values(), default=1) == 1
    assert min(Counter(transfer for _, transfer, _ in found).values(), default=2) >= 2
