"""`fundlink same`, `not-same`, `split`, `undo` and `decisions`, as a user types them."""

from __future__ import annotations

import getpass
import itertools
import json

import pyarrow.parquet as pq
import pytest

from fundlink.config import Home
from fundlink.decisions import read
from fundlink.decisions.ledger import path
from tests.decisions.desk import fundlink, persons

A, B = "crowdfunding_donations:DN-000109:donor", "informal_transfers:TR-000080:receiver"


def two(home: Home) -> tuple[str, str]:
    """Two persons, of more than one mention each."""
    first, second, *_ = (person for person, mentions in persons(home).items() if len(mentions) > 1)
    return first, second


def test_the_same_said_twice(resolved: Home) -> None:
    done = fundlink(resolved, "same", A, B, "--reason", "passport seen")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"no 1, by {getpass.getuser()}. From the next refresh on: m-")
    again = fundlink(resolved, "same", B, A, "--reason", "as I said")
    assert (again.returncode, again.stdout) == (0, "It is already so: nothing was written.\n")
    (line,) = read(resolved).lines
    assert line.a + line.b == tuple(sorted(line.a + line.b)), "mention ids, never names that may change"
    assert all(id.startswith("m-") for id in line.a + line.b)


def test_a_contradiction_is_one_line(resolved: Home) -> None:
    fundlink(resolved, "same", A, B, "--reason", "passport seen", "--by", "Айгүл")
    done = fundlink(resolved, "not-same", A, B, "--reason", "brothers")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "(no 1, Айгүл: passport seen), so " in line
    assert len(read(resolved).lines) == 1


def test_a_reason_is_required(resolved: Home) -> None:
    done = fundlink(resolved, "same", A, B)
    assert done.returncode == 2
    assert "--reason" in done.stderr


def test_persons_that_are_not_the_same_are_kept_apart_whole(resolved: Home) -> None:
    one, other = two(resolved)
    done = fundlink(resolved, "not-same", one, other, "--reason", "namesakes", "--json")
    assert json.loads(done.stdout)["new"]
    mentions = persons(resolved)
    assert len(read(resolved).apart) == len(mentions[one]) * len(mentions[other])


def test_persons_that_are_the_same_are_joined_whole(resolved: Home) -> None:
    one, other = two(resolved)
    mentions = sorted(persons(resolved)[one] + persons(resolved)[other])
    assert f"{one} and {other} become one." in fundlink(resolved, "same", one, other, "--reason", "seen").stdout
    assert read(resolved).same == list(itertools.pairwise(mentions))
    assert "already so" in fundlink(resolved, "same", other, one, "--reason", "seen").stdout


def test_who_joins_two_of_two_numbers_is_told(resolved: Home) -> None:
    tables = [pq.read_table(table) for table in resolved.table("mention/x").parent.glob("*.parquet")]
    numbers = {row["mention_id"]: row["iin"] for table in tables for row in table.to_pylist() if row["iin"]}
    of_number = {
        number: person for person, ids in persons(resolved).items() for id in ids if (number := numbers.get(id))
    }
    (first, one), (second, other) = sorted(of_number.items())[:2]
    told = fundlink(resolved, "same", one, other, "--reason", "seen").stdout
    assert f"{' and '.join(sorted((one, other)))} become one. Mind that they state two numbers: IIN " in told
    assert first in told
    assert second in told


def test_a_mention_and_a_person_are_joined_by_their_strongest_pair(resolved: Home) -> None:
    of = {mention: person for person, mentions in persons(resolved).items() for mention in mentions}
    rows = pq.read_table(resolved.table("resolved/person_pairs")).to_pylist()
    between = [row for row in rows if of[row["mention_a"]] != of[row["mention_b"]]]
    row = min(between, key=lambda row: (-row["match_weight"], row["mention_a"], row["mention_b"]))
    assert fundlink(resolved, "same", row["mention_a"], of[row["mention_b"]], "--reason", "seen").returncode == 0
    assert read(resolved).same == [(row["mention_a"], row["mention_b"])]


def test_split_takes_mentions_out_of_a_person(resolved: Home) -> None:
    person, mentions = max(persons(resolved).items(), key=lambda item: len(item[1]))
    leave, stay = mentions[:2], mentions[2:]
    done = fundlink(resolved, "split", person, *leave, "--reason", "a namesake")
    assert f"2 of {len(mentions)} mentions leave {person}" in done.stdout
    assert read(resolved).apart == sorted(tuple(sorted((a, b))) for a in leave for b in stay)


REFUSED = {
    "same m-nobody {a}": "m-nobody: no mention, source:source_key:role, or party has this id",
    "same {a} {a}": "the same as",
    "same {a} {organization}": "a person and an organisation are never one",
    "split {person} {stranger}": "not of {person}",
    "split {person} {person}": "none of its mentions would stay",
    "split {a} {a}": "not a party",
    "undo 7": "no 7: no decision has this number",
}


@pytest.mark.parametrize("command", REFUSED)
def test_what_cannot_be_decided_is_one_line(resolved: Home, command: str) -> None:
    person, other = two(resolved)
    register = pq.read_table(resolved.table("mention/npo_register")).to_pylist()[0]
    organization = f"npo_register:{register['source_key']}:{register['role']}"
    names = {"a": A, "person": person, "stranger": persons(resolved)[other][0], "organization": organization}
    done = fundlink(resolved, *command.format(**names).split(), "--reason", "seen")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert REFUSED[command].format(**names) in line
    assert not path(resolved).exists()


def test_undo_and_the_list(resolved: Home) -> None:
    fundlink(resolved, "same", A, B, "--reason", "passport seen", "--by", "Aigul")
    assert "no 1 holds no longer" in fundlink(resolved, "undo", "1", "--reason", "[red]the wrong one").stdout
    again = fundlink(resolved, "undo", "1", "--reason", "once more")
    assert again.stdout == "It is already so: nothing was written.\n"
    listed = fundlink(resolved, "decisions").stdout
    assert "undone (no 2)" in listed
    assert "[red]the wrong one" in listed, "what people write is no markup"
    told = json.loads(fundlink(resolved, "decisions", "--json").stdout)
    assert [(line["number"], line["verb"], line["holds"]) for line in told] == [(1, "same", False), (2, "undo", False)]


def test_an_edited_ledger_stops_every_command(resolved: Home) -> None:
    fundlink(resolved, "same", A, B, "--reason", "passport seen")
    path(resolved).write_bytes(path(resolved).read_bytes().replace(b"passport", b"document"))
    for command in (["decisions"], ["undo", "1", "--reason", "x"], ["same", A, B, "--reason", "x"], ["review"]):
        done = fundlink(resolved, *command)
        assert done.returncode == 1
        (line,) = done.stderr.splitlines()
        assert "decisions.jsonl, line 1: edited after it was written." in line


def test_organisations_are_decided_too(resolved: Home) -> None:
    rows = pq.read_table(resolved.table("resolved/organization_members")).to_pylist()
    one, other = sorted({row["organization_id"] for row in rows})[:2]
    assert fundlink(resolved, "not-same", one, other, "--reason", "a branch").returncode == 0
    assert read(resolved).apart


def test_kept_apart_stands_in_the_graph(resolved: Home) -> None:
    fundlink(resolved, "not-same", A, B, "--reason", "brothers", "--by", "Aigul")
    ((a, b),) = read(resolved).apart
    at = read(resolved).lines[0].at

    def between() -> set[str]:
        rows = pq.read_table(resolved.table("graph/relationships")).to_pylist()
        return {f"{row['type']} {row['properties']}" for row in rows if (row["start_id"], row["end_id"]) == (a, b)}

    (before,) = between()
    assert before.startswith("POSSIBLY_SAME_AS")
    done = fundlink(resolved, "refresh", "--select", 'key:"graph/relationships"')
    assert done.returncode == 0, done.stderr
    (after,) = between()
    kind, _, properties = after.partition(" ")
    assert kind == "NOT_SAME_AS"
    assert json.loads(properties) == {"reason": "brothers", "decided_by": "Aigul", "decided_at": at}
