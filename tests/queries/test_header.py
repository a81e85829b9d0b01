"""The header of a query file is read strictly: what breaks the form is refused with file and line."""

from __future__ import annotations

from datetime import date

import pytest

from fundlink.errors import FundlinkError
from fundlink.queries.arguments import arguments_of
from fundlink.queries.header import LIMIT, Kind, parse_query

GOOD = """// Title of it
//
// What it answers,
// on two lines.
//
// kind: investigation
// param who: string                  the person
// param most: integer = 3            how many
// param on: date = 2026-01-31        a day
// returns id: string                 an id
// tags: one, two
MATCH (p:Person {name: $who}) // not a $parameter
WHERE p.birth_date < $on AND p.name <> '$nor; this'
RETURN p.id AS id
ORDER BY id SKIP $most
LIMIT $limit;
"""


def test_a_good_file_is_read() -> None:
    query = parse_query("q", "investigations/q.cypher", GOOD)
    assert (query.title, query.description) == ("Title of it", "What it answers, on two lines.")
    assert (query.kind, query.tags, query.columns) == (Kind.INVESTIGATION, ("one", "two"), ["id"])
    assert [p.name for p in query.parameters] == ["who", "most", "on", "limit"]
    assert query.parameters[-1] is LIMIT
    assert query.statement.startswith("MATCH")
    assert query.statement.endswith("LIMIT $limit")


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("// tags: one", "// colour: red", 11, "unknown key"),
        ("// kind: investigation", "// kind: guess", 6, "unknown kind"),
        ("// kind: investigation\n", "", 10, "no `kind:`"),
        ("// tags: one", "// kind: check", 11, "'kind' stands twice"),
        ("param most: integer = 3 ", "param most: whole = 3 ", 8, "the type one of"),
        ("param most: integer = 3 ", "param most: integer = three ", 8, "'three' is not a number"),
        ("param most: integer = 3 ", "param who: integer = 3 ", 8, "'who' stands twice"),
        (" SKIP $most", "", 11, "'most' is declared but not used"),
        ("$who", "$whom", 12, "$whom is used but no `param`"),
        ("returns id: string ", "returns id: text ", 10, "returns name: type"),
        ("// returns id: string                 an id\n", "", 10, "no `returns` line"),
        ("kind: investigation", "kind: picture", 11, "one column, of type path"),
        ("kind: investigation", "kind: typology", 11, "names its source, subject and tags"),
        ("tags: one, two", "subject: other", 11, "is no column"),
        ("LIMIT $limit;", "LIMIT $limit", 16, "must end with `;`"),
        ("ORDER BY id", "; ORDER BY id", 15, "holds one statement"),
        ("// Title of it\n//\n", "", 1, "title line"),
    ],
)
def test_what_breaks_the_form_is_named_with_its_line(old: str, new: str, line: int, problem: str) -> None:
    assert old in GOOD
    with pytest.raises(FundlinkError) as error:
        parse_query("q", "investigations/q.cypher", GOOD.replace(old, new))
    assert str(error.value).startswith(f"cypher/investigations/q.cypher, line {line}: ")
    assert problem in str(error.value)


def test_arguments_take_their_types_and_defaults() -> None:
    parameters = parse_query("q", "q.cypher", GOOD).parameters
    assert arguments_of("q", parameters, {"who": "A", "most": "7"}) == {
        "who": "A",
        "most": 7,
        "on": date(2026, 1, 31),
        "limit": 1000,
    }


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({}, "'who' is missing"),
        ({"who": "A", "whom": "B"}, "unknown parameter 'whom'; it takes who, most, on, limit"),
        ({"who": "A", "most": "x"}, "'most': 'x' is not a number"),
        ({"who": "A", "most": True}, "True is no integer"),
        ({"who": "A", "on": "31.01.2026"}, "a date such as 2026-01-31"),
        ({"who": 5}, "5 is no string"),
    ],
)
def test_a_wrong_argument_is_named(given: dict[str, object], problem: str) -> None:
    with pytest.raises(FundlinkError, match=problem):
        arguments_of("q", parse_query("q", "q.cypher", GOOD).parameters, given)
