"""`fundlink review` on a real terminal, key by key; and where there is none."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow.compute as pc
import pyarrow.parquet as pq

from fundlink.config import Home
from fundlink.decisions import read
from fundlink.review import Question, cards, queue, sides
from resolvers.person import PERSON_RESOLVER
from tests.conftest import FUNDLINK
from tests.decisions.desk import environment, fundlink


class Terminal:
    """A process on a pseudo terminal."""

    def __init__(self, home: Home, *arguments: str) -> None:
        self._end, theirs = pty.openpty()
        variables = {**environment(home), "TERM": "dumb"}
        self.process = subprocess.Popen(
            [FUNDLINK, *arguments], env=variables, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        )
        os.close(theirs)

    def until(self, text: str, seconds: float = 60) -> str:
        """What is shown up to this text."""
        shown, deadline = "", time.monotonic() + seconds
        while text not in shown:
            ready, _, _ = select.select([self._end], [], [], deadline - time.monotonic())
            assert ready, f"never said {text!r}: {shown}"
            shown += os.read(self._end, 4096).decode(errors="replace")
        return shown

    def key(self, key: str) -> None:
        """Press a key once it is waited for: what is typed before is thrown away, so nothing unseen is decided."""
        self._type(key, waiting=True)

    def line(self, line: str) -> None:
        """Type a line, and Enter."""
        self._type(f"{line}\r", waiting=False)

    def _type(self, text: str, waiting: bool) -> None:
        deadline = time.monotonic() + 60
        while bool(termios.tcgetattr(self._end)[3] & termios.ICANON) == waiting:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        os.write(self._end, text.encode())

    def close(self) -> int:
        try:
            return self.process.wait(timeout=30)
        finally:
            self.process.kill()
            os.close(self._end)


@contextmanager
def reviewing(home: Home, *arguments: str) -> Iterator[Terminal]:
    terminal = Terminal(home, "review", *arguments)
    yield terminal
    assert terminal.close() == 0


def asked(home: Home) -> list[Question]:
    return queue(home, PERSON_RESOLVER)


ASKED = "q quit"


def test_a_review_key_by_key(resolved: Home) -> None:
    first, second, *_ = asked(resolved)
    with reviewing(resolved, "--limit", "3", "--by", "Aigul") as terminal:
        shown = terminal.until(ASKED)
        assert "1 of 3" in shown
        behind = sides(resolved, first.sides)
        counts = [f"{letter}: {behind[side].mentions:,}" for letter, side in zip("AB", first.sides, strict=True)]
        for text in (first.a, first.b, first.person_a, first.person_b, ".csv, row ", "bits", "█", *counts):
            assert text in shown
        terminal.key("x")
        terminal.until("Press one of")
        terminal.key("s")
        terminal.until("reason")
        terminal.line("one passport")
        shown = terminal.until(ASKED)
        assert "no 1: same" in shown
        assert "2 of 3" in shown
        terminal.key("n")
        terminal.until("reason")
        terminal.line("")
        assert "no 2: not same" in terminal.until(ASKED)
        terminal.key("u")
        shown = terminal.until(ASKED)
        assert "no 2 is undone" in shown
        assert "2 of 3" in shown
        terminal.key("k")
        assert "3 of 3" in terminal.until(ASKED)
        terminal.key("q")
        terminal.until("1 decided. They take effect at the next refresh")
    one, two, three = read(resolved).lines
    assert (one.a + one.b, one.reason, one.by) == ((first.a, first.b), "one passport", "Aigul")
    assert two.a + two.b == (second.a, second.b)
    assert two.reason.startswith(f"as shown: {second.match_weight:+.2f} bits, ")
    assert three.undoes == 2
    assert [line.number for line in read(resolved).active] == [1]


def test_interrupted_it_keeps_what_was_decided(resolved: Home) -> None:
    with reviewing(resolved, "--reason", "seen") as terminal:
        terminal.until(ASKED)
        terminal.key("n")
        terminal.until(ASKED)
        terminal.key("\x03")
        terminal.until("1 decided")
    assert len(read(resolved).active) == 1


def test_a_question_that_somebody_else_answered_is_passed_over(resolved: Home) -> None:
    _, second, third = asked(resolved)[:3]
    with reviewing(resolved, "--limit", "3", "--reason", "seen") as terminal:
        terminal.until(ASKED)
        fundlink(resolved, "not-same", second.a, second.b, "--reason", "I was faster", "--by", "Bolat")
        terminal.key("n")
        shown = terminal.until(ASKED)
        assert "3 of 3" in shown
        assert third.a in shown
        terminal.key("q")
        terminal.until("1 decided")
    assert [line.by for line in read(resolved).lines][:1] == ["Bolat"]


def test_a_question_whose_mention_is_no_longer_read_is_skipped(resolved: Home) -> None:
    first, second = asked(resolved)[:2]
    gone = ({second.a, second.b} - {first.a, first.b}).pop()
    with reviewing(resolved, "--limit", "2", "--reason", "seen") as terminal:
        terminal.until(ASKED)
        for table in resolved.tables.glob("mention/*.parquet"):
            content = pq.read_table(table)
            pq.write_table(content.filter(pc.field("mention_id") != gone), table)
        terminal.key("n")
        assert f"2 of 2: {gone} is in no file that is read now. Skipped." in terminal.until("1 decided")


def test_without_a_terminal_the_queue_is_a_table(resolved: Home) -> None:
    done = fundlink(resolved, "review", "--limit", "2")
    assert done.returncode == 0
    first, second = asked(resolved)[:2]
    assert first.a in done.stdout
    assert cards(resolved, [first.a])[first.a].said["name"] in done.stdout
    assert second.b in done.stdout
    told = json.loads(fundlink(resolved, "review", "--limit", "2", "--json").stdout)
    assert [(row["a"], row["b"], row["priority"]) for row in told] == [(q.a, q.b, q.priority) for q in (first, second)]


def test_nothing_resolved_yet(resolved: Home) -> None:
    for table in resolved.tables.glob("resolved/*"):
        table.unlink()
    done = fundlink(resolved, "review")
    assert done.returncode == 1
    assert "Run fundlink refresh" in done.stderr
