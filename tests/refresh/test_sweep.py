"""A refresh removes what a killed one left half written, and nothing that somebody else is writing."""

from __future__ import annotations

from pathlib import Path

from fundlink.config import Home
from fundlink.decisions import writing
from fundlink.refresh import holding
from fundlink.tables import write_atomically


def test_what_a_killed_refresh_left_is_removed(tmp_path: Path) -> None:
    home = Home(tmp_path)
    folders = (home.tables / "source", home.ledgers / "files", home.ledgers / "identities" / "person")
    left = [folder / ".x.parquet.99.partial" for folder in folders]
    for file in left:
        file.parent.mkdir(parents=True)
        file.write_bytes(b"half")
    with holding(home):
        assert not any(file.exists() for file in left)


def test_a_decision_that_is_being_written_is_left_alone(tmp_path: Path) -> None:
    home = Home(tmp_path)

    def write(partial: Path) -> None:
        partial.write_text("0\n")
        with holding(home):
            pass

    write_atomically(home.ledgers / "decisions.head", write)
    assert (home.ledgers / "decisions.head").read_text() == "0\n"


def test_what_a_killed_reviewer_left_the_next_one_removes(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.ledgers.mkdir()
    left = home.ledgers / ".decisions.head.99.partial"
    left.write_text("0")
    with writing(home):
        assert not left.exists()
