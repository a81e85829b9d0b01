"""What was decided acts at the next refresh, and old ids still answer."""

from __future__ import annotations

import json

from fundlink.config import Home
from fundlink.review import Kind, queue
from resolvers.person import PERSON_RESOLVER
from tests.conftest import DISTRICT
from tests.decisions.desk import fundlink, persons


def test_decisions_act_at_the_next_refresh(resolved: Home) -> None:
    before = persons(resolved)
    asked = queue(resolved, PERSON_RESOLVER)
    doubt = next(q for q in asked if q.kind is Kind.REVIEW and "conflict" not in q.why)
    cut = next(q for q in asked if q.kind is Kind.CUT and "conflict" in q.why)
    whole = next(
        p
        for p, m in before.items()
        if len(m) > 2 and p not in {doubt.person_a, doubt.person_b, cut.person_a, cut.person_b}
    )
    leaves, *stay = before[whole]
    fundlink(resolved, "same", doubt.person_a, doubt.person_b, "--reason", "one passport")
    fundlink(resolved, "same", cut.person_a, cut.person_b, "--reason", "one of the numbers is a slip")
    fundlink(resolved, "split", whole, leaves, "--reason", "a namesake")
    assert persons(resolved) == before, "not before the refresh"

    select = '+key:"resolved/person"'
    done = fundlink(resolved, "refresh", "--input", str(DISTRICT / "inbox"), "--select", select)
    assert done.returncode == 0, done.stderr
    of = {mention: person for person, mentions in persons(resolved).items() for mention in mentions}
    for question in (cut, doubt):
        joined = {of[mention] for person in (question.person_a, question.person_b) for mention in before[person]}
        assert len(joined) == 1, "also over a conflict"
    assert of[leaves] not in {of[mention] for mention in stay}

    (now,) = joined
    (old,) = {doubt.person_a, doubt.person_b} - joined
    done = fundlink(resolved, "how", old, "--json")
    assert done.returncode == 0, done.stderr
    assert f"{old} became {now} (merge, refresh " in done.stderr
    assert json.loads(done.stdout)["person_id"] == now
