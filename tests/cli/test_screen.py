"""`fundlink screen`, as a user runs it."""

from __future__ import annotations

import csv
import json
import os
import subprocess
from pathlib import Path

import pytest

from fundlink.config import Home
from tests.conftest import FUNDLINK
from tests.screening.conftest import listed_home

__all__ = ["listed_home"]


def run(home: Home, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "FUNDLINK_HOME": str(home.path), "COLUMNS": "120"}
    return subprocess.run([FUNDLINK, "screen", *arguments], env=environment, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("arguments", "verdict"),
    [
        (["Ойданшыгарылган Серик"], "possible"),
        (["Serik Oidanshygarylgan", "--born", "06.05.1979"], "hit"),
        (["--document", "N 9912345"], "hit"),
        (["--document", "N ٩٩١٢٣٤٥"], "hit"),
        (["Serik Oidanshygarylgan", "--born", "١٩٧٩-٠٥-٠٦"], "hit"),
        (["International Charity Trading Corp"], "none"),
        (["Nobody Atall"], "none"),
    ],
)
def test_the_verdict_comes_first_and_the_exit_code_is_0(listed_home: Home, arguments: list[str], verdict: str) -> None:
    done = run(listed_home, *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split()[0] == verdict
    assert ("990001" in done.stdout) == (verdict != "none")


@pytest.mark.parametrize(
    "arguments", [[""], ["."], ["--document", ""], ["--document", "???"], ["--wallet", " "], ["A", "--document", "-"]]
)
def test_what_says_nothing_is_not_answered_none(listed_home: Home, arguments: list[str]) -> None:
    done = run(listed_home, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "nothing to screen: " in done.stderr


def test_an_option_that_is_empty_beside_a_name_is_not_given(listed_home: Home) -> None:
    assert run(listed_home, "Serik Oidanshygarylgan", "--document", "").stdout.split()[0] == "possible"


def test_a_number_given_as_a_name_is_noted(listed_home: Home) -> None:
    done = run(listed_home, "N 9912345")
    assert (done.returncode, done.stdout.split()[0]) == (0, "none")
    assert done.stderr == "note: «N 9912345» is screened as a name; for a number give --document\n"


def test_json_tells_the_same(listed_home: Home) -> None:
    told = json.loads(run(listed_home, "Serik Oidanshygarylgan", "--json").stdout)
    assert told["verdict"] == "possible"
    assert told["screened_against"].keys() == {"OFAC SDN list", "UN Security Council consolidated list"}
    assert told["matches"][0]["listing"]["reference_number"] == "990001"
    assert told["matches"][0]["agrees"]


def test_who_only_a_birth_date_rules_out_is_told(listed_home: Home, tmp_path: Path) -> None:
    asked = ("Serik Oidanshygarylgan", "--born", "1997-05-06")
    done = run(listed_home, *asked)
    assert done.stdout.split()[0] == "none"
    told = " ".join(done.stdout.split())
    assert "note: ruled out by the birth date alone: «" in told
    assert "990001: another time of birth: 1997-05-06, listed" in told
    plain = json.loads(run(listed_home, *asked, "--json").stdout)
    assert (plain["verdict"], plain["matches"]) == ("none", [])
    assert [match["listing"]["reference_number"] for match in plain["ruled_out"]] == ["990001"]
    people = tmp_path / "people.csv"
    people.write_text("name,born\nSerik Oidanshygarylgan,1997-05-06\n")
    (row,) = json.loads(run(listed_home, "--file", people, "--json").stdout)["rows"]
    assert (row["verdict"], row["ruled_out"]) == ("none", plain["ruled_out"])


def test_a_former_entry_is_told_with_its_dates(listed_home: Home) -> None:
    gone = run(listed_home, _former_name(listed_home))
    assert gone.stdout.split()[0] == "former"
    assert "ended 2020-06-01" in gone.stdout


def _former_name(home: Home) -> str:
    from fundlink.screening import Screener
    from fundlink.sources.declared import declared_sources

    entries = Screener.of(home, declared_sources()).listings
    return next(entry.names[0][0] for entry in entries if entry.delisted_on)


def test_a_file_of_many(listed_home: Home, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("name,born,document\nSerik Oidanshygarylgan,1979-05-06,\nNobody Atall,12,\n,,\n=1+1,,N9912345\n")
    output = tmp_path / "screened.csv"
    done = run(listed_home, "--file", people, "--output", output)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines() == [
        "note: people.csv, row 3: «12» is no date (1980, 1980-05, 1980-05-17 or 17.05.1980)",
        "people.csv: 2 hit, 0 possible, 0 former, 1 none; of 1 rows something cannot be read",
    ]
    with output.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["row"], row["verdict"]) for row in rows] == [("2", "hit"), ("3", "none"), ("5", "hit")]
    assert rows[-1]["asked_name"] == "'=1+1"
    header = run(listed_home, "--file", people).stdout.splitlines()[0]
    assert header.startswith("file,row,asked_name,asked_born,asked_numbers,verdict")
    told = json.loads(run(listed_home, "--file", people, "--json").stdout)
    assert told["parties"] == {"hit": 2, "possible": 0, "former": 0, "none": 1}


def test_what_cannot_be_done_is_one_line(listed_home: Home, tmp_path: Path) -> None:
    empty = run(Home(tmp_path / "empty"), "Somebody")
    assert (empty.returncode, empty.stdout) == (1, "")
    assert (
        empty.stderr == "fundlink: no list has been read yet. Put one into its inbox folder and run: fundlink refresh\n"
    )
    missing = run(listed_home, "--file", tmp_path / "no.csv")
    assert (missing.returncode, missing.stderr.count("\n")) == (1, 1)
    people = tmp_path / "people.csv"
    people.write_text("name\nSomebody\n")
    assert run(listed_home, "--file", people, "--output", tmp_path / "no" / "x.csv").returncode == 1
    assert run(listed_home, "--file", people, "--output", people).returncode == 1
    assert people.read_text() == "name\nSomebody\n"
    # A file of which no byte can be read, though it can be opened.
    writes: list[list[str | Path]] = [[], ["--output", tmp_path / "x.csv"]]
    for more in writes:
        unread = run(listed_home, "--file", Path("/proc/self/mem"), *more)
        assert (unread.returncode, unread.stderr.count("\n")) == (1, 1)
        assert unread.stderr.startswith("fundlink: mem: cannot be read to its end (")
    book = ["--file", str(people), "--output", str(tmp_path / "x.xlsb")]
    for wrong in ([], ["A", "--born", "1980-02-31"], ["A", "--file", str(people)], ["A", "--output", "x"], book):
        assert run(listed_home, *wrong).returncode == 2
