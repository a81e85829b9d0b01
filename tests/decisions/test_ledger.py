from __future__ import annotations

import errno
import json
import logging
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fundlink.config import Home
from fundlink.decisions import Verb, Word, read, writing
from fundlink.decisions.ledger import head_file, path
from fundlink.errors import FundlinkError
from tests.decisions.desk import apart, same, say, undo

ROOT = Path(__file__).parents[2]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def written(home: Home) -> Home:
    """Five decisions."""
    say(home, same("m-a", "m-b"), apart("m-b", "m-c", "№ 12, бауыры"), same("m-d", "m-e"), undo(3), same("m-e", "m-f"))
    return home


def lines(home: Home) -> list[bytes]:
    return path(home).read_bytes().splitlines(keepends=True)


def test_nothing_was_decided_yet(home: Home) -> None:
    assert read(home).lines == ()
    assert not home.path.exists(), "reading leaves no trace"


def test_what_holds(written: Home) -> None:
    found = read(written)
    assert [line.number for line in found.lines] == [1, 2, 3, 4, 5]
    assert [line.number for line in found.active] == [1, 2, 5]
    assert found.same == [("m-a", "m-b"), ("m-e", "m-f")]
    assert found.apart == [("m-b", "m-c")]
    assert found.lines[1].reason == "№ 12, бауыры"


def test_the_digest_is_of_what_holds_not_of_how_it_came(home: Home, tmp_path: Path) -> None:
    other = Home(tmp_path / "other")
    say(home, same("m-a", "m-b"), apart("m-c", "m-a"), same("m-x", "m-y"), undo(3))
    say(other, apart("m-a", "m-c", "otherwise"), same("m-b", "m-a"))
    assert read(home).digest == read(other).digest
    say(other, same("m-x", "m-y"))
    assert read(home).digest != read(other).digest


def test_a_split_keeps_apart_who_leaves_from_who_stays(home: Home) -> None:
    say(home, Word(Verb.SPLIT, ("m-b", "m-a"), ("m-c", "m-d"), "a namesake", "Aigul"))
    assert read(home).apart == [("m-a", "m-c"), ("m-a", "m-d"), ("m-b", "m-c"), ("m-b", "m-d")]


CHANGES: dict[str, Any] = {
    "number": 7,
    "verb": "not_same",
    "a": ["m-x"],
    "b": [],
    "undoes": 1,
    "reason": "another",
    "by": "Somebody",
    "at": "2020-01-01T00:00:00Z",
    "previous": "0" * 64,
    "hash": "0" * 64,
}


def test_every_field_is_tried(written: Home) -> None:
    assert list(json.loads(lines(written)[0])) == list(CHANGES)


@pytest.mark.parametrize("number", [1, 3, 5])
@pytest.mark.parametrize("field", CHANGES)
def test_an_edited_field_shows(written: Home, field: str, number: int) -> None:
    all_lines = lines(written)
    said = json.loads(all_lines[number - 1])
    said[field] = CHANGES[field]
    all_lines[number - 1] = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    path(written).write_bytes(b"".join(all_lines))
    with pytest.raises(FundlinkError, match=rf"decisions\.jsonl, line {number}: .*backup"):
        read(written)


TAMPERED: dict[str, tuple[Callable[[list[bytes]], list[bytes]], int]] = {
    "first removed": (lambda all: all[1:], 1),
    "middle removed": (lambda all: all[:2] + all[3:], 3),
    "last removed": (lambda all: all[:-1], 5),
    "all removed": (lambda all: all[:0], 1),
    "two swapped": (lambda all: [all[1], all[0], *all[2:]], 1),
    "one twice": (lambda all: [*all, all[-1]], 6),
    "a blank line": (lambda all: [all[0], b"\n", *all[1:]], 2),
    "a space": (lambda all: [all[0], all[1].replace(b",", b", ", 1), *all[2:]], 2),
    "not JSON": (lambda all: [all[0], b"\xff\n", *all[2:]], 2),
    "a list": (lambda all: [all[0], b"[1]\n", *all[2:]], 2),
    "end cut off": (lambda all: [*all[:-1], all[-1][:40]], 5),
    "a key more": (lambda all: [all[0].replace(b"{", b'{"x":1,', 1), *all[1:]], 1),
}


@pytest.mark.parametrize("how", TAMPERED)
def test_lines_removed_moved_or_cut_show(written: Home, how: str) -> None:
    change, number = TAMPERED[how]
    path(written).write_bytes(b"".join(change(lines(written))))
    with pytest.raises(FundlinkError, match=rf"decisions\.jsonl, line {number}: "):
        read(written)
    with pytest.raises(FundlinkError, match="line"):
        say(written, same("m-k", "m-l"))


def test_a_line_sealed_anew_shows_by_the_next(written: Home) -> None:
    first, *rest = read(written).lines
    forged = replace(first, reason="forged")
    forged = replace(forged, hash=forged.seal())
    path(written).write_text("".join(f"{line.line}\n" for line in (forged, *rest)))
    with pytest.raises(FundlinkError, match="line 2: does not follow"):
        read(written)


def test_a_head_that_is_missing_or_edited_shows(written: Home) -> None:
    head = head_file(written)
    kept = head.read_text()
    head.unlink()
    with pytest.raises(FundlinkError, match=r"decisions\.head: missing") as told:
        read(written)
    assert kept.strip() in str(told.value), "the repair says what to write"
    for wrong in ("", "x", "3", f"4 {kept.split()[1]}", f"0 {kept.split()[1]}", "9 abc", "5 \xff"):
        head.write_bytes(wrong.encode("latin-1"))
        with pytest.raises(FundlinkError):
            read(written)
    head.write_text(kept)
    assert len(read(written).lines) == 5


@pytest.mark.parametrize("where", ["pathlib.Path.mkdir", "filelock.FileLock.acquire", "os.fsync"])
def test_a_home_where_nothing_can_be_written(written: Home, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(where, refuse)
    with pytest.raises(FundlinkError, match=r"ledgers: decisions cannot be written \(Permission denied\)"):
        say(written, same("m-k", "m-l"))


def test_what_fails_while_the_ledger_is_held_is_told_as_it_is(written: Home) -> None:
    before = read(written)
    with pytest.raises(PermissionError, match="another file"), writing(written):
        raise PermissionError(errno.EACCES, "another file")
    assert read(written) == before
    say(written, same("x", "y"))


def test_an_interrupted_append_is_told_and_set_aside(written: Home, caplog: pytest.LogCaptureFixture) -> None:
    whole = path(written).read_bytes()
    for cut in (b'{"number":6,"verb":"sa', b"{", "№".encode()[:1]):
        path(written).write_bytes(whole + cut)
        with caplog.at_level(logging.WARNING):
            assert len(read(written).lines) == 5
        assert "line 6: an append was cut short" in caplog.text
        caplog.clear()
    assert path(written).read_bytes() == whole + cut, "reading changes nothing"
    (said,) = say(written, same("m-k", "m-l"))
    assert said is not None
    assert said.number == 6
    assert path(written).read_bytes().startswith(whole)
    (aside,) = written.ledgers.glob("decisions.interrupted-*")
    assert aside.read_bytes() == cut
    assert len(read(written).lines) == 6


def test_killed_between_line_and_head(written: Home) -> None:
    head = head_file(written).read_text()
    say(written, same("m-k", "m-l"))
    head_file(written).write_text(head)
    assert len(read(written).lines) == 6
    say(written, same("m-l", "m-n"))
    assert len(read(written).lines) == 7


def test_killed_between_the_first_line_and_its_head(home: Home) -> None:
    say(home, same("m-a", "m-b"))
    head_file(home).write_text("0\n")
    assert len(read(home).lines) == 1


def test_a_whole_line_without_its_newline_counts(written: Home) -> None:
    path(written).write_bytes(path(written).read_bytes()[:-1])
    assert len(read(written).lines) == 5
    say(written, same("m-k", "m-l"))
    assert len(read(written).lines) == 6
    assert not list(written.ledgers.glob("decisions.interrupted-*"))


def test_what_was_said_in_one_breath_is_written_together_or_not_at_all(written: Home) -> None:
    def both() -> None:
        with writing(written) as ledger:
            ledger.say(same("m-k", "m-l"))
            ledger.say(apart("m-k", "m-l"))

    with pytest.raises(FundlinkError):
        both()
    assert len(read(written).lines) == 5


def test_said_twice_is_written_once(written: Home) -> None:
    assert say(written, same("m-b", "m-a"), apart("m-c", "m-b"), undo(3)) == [None, None, None]
    assert len(read(written).lines) == 5


@pytest.mark.parametrize(
    ("word", "told"),
    [
        (same("m-a", "m-a"), "m-a: on both sides"),
        (Word(Verb.SAME, ("m-a",), (), "seen", "Aigul"), "both sides"),
        (same("m-x", "m-y", "  \n"), "--reason: must say something"),
        (same("m-x", "m-y", "red \x1b[31m"), "--reason: must say something"),
        (same("m-x", "m-y", "\udcff"), "--reason: must say something"),
        (Word(Verb.SAME, ("m-x",), ("m-y",), "seen", ""), "--by: must say something"),
        (undo(0), "no 0: no decision"),
        (undo(6), "no 6: no decision"),
        (undo(4), "no 4: is an undo itself"),
    ],
)
def test_what_nobody_may_say(written: Home, word: Word, told: str) -> None:
    with pytest.raises(FundlinkError, match=told):
        say(written, word)
    assert len(read(written).lines) == 5


def test_a_reason_is_one_line(home: Home) -> None:
    say(home, same("m-a", "m-b", " seen \n his\u2028passport\t"))
    assert read(home).lines[0].reason == "seen his passport"
    assert len(lines(home)) == 1


_REVIEWER = """
import sys
from pathlib import Path
from fundlink.config import Home
from tests.decisions.desk import same, say
sys.stdin.readline()
for number in range(40):
    say(Home(Path(sys.argv[1])), same(f"m-{sys.argv[2]}-{number}", f"m-{sys.argv[2]}-{number}x"))
"""


def test_two_reviewers_at_once_are_both_recorded(home: Home) -> None:
    reviewers = [
        subprocess.Popen(
            [sys.executable, "-c", _REVIEWER, str(home.path), name], cwd=ROOT, stdin=subprocess.PIPE, text=True
        )
        for name in ("aigul", "bolat")
    ]
    for reviewer in reviewers:
        assert reviewer.stdin is not None
        reviewer.stdin.write("go\n")
        reviewer.stdin.flush()
    assert [reviewer.wait(timeout=60) for reviewer in reviewers] == [0, 0]
    found = read(home)
    assert len(found.lines) == 80
    assert len(found.same) == 80
    who = [line.a[0].split("-")[1] for line in found.lines]
    assert who.count("aigul") == who.count("bolat") == 40


def test_when_the_disk_is_full_nothing_of_what_was_said_holds(written: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(FundlinkError, match="decisions cannot be written"):
        say(written, same("m-k", "m-l"))
    assert len(read(written).lines) == 5
