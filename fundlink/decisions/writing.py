"""Adding to the ledger of decisions."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime

from fundlink import moments
from fundlink.config import Home
from fundlink.decisions.contradiction import contradiction
from fundlink.decisions.decision import Decision, Decisions, Verb, Word
from fundlink.decisions.ledger import Found, head_file, path, verified
from fundlink.decisions.standing import Standing
from fundlink.errors import FundlinkError
from fundlink.tables import write_atomically

log = logging.getLogger(__name__)


class Writer:
    """The ledger while it is held: what holds so far, with what this writer has said and not yet written."""

    def __init__(self, lines: list[Decision]) -> None:
        self._lines = lines
        self._standing = Standing(self.decisions.active)
        self.new: list[Decision] = []

    @property
    def decisions(self) -> Decisions:
        """What holds so far."""
        return Decisions(tuple(self._lines))

    def say(self, word: Word) -> Decision | None:
        """Add a decision; None when the ledger says so already, and then nothing is added.

        Raises:
            FundlinkError: the word names no two sides, has no reason, or undoes what cannot be undone.
            Contradiction: it cannot hold beside the others.
        """
        reason, by = _text("reason", word.reason), _text("by", word.by)
        if word.verb is Verb.UNDO:
            if not self._may_undo(word.undoes):
                return None
        else:
            _check_sides(word)
            if self._standing.says(word):
                return None
            if self._standing.refuses(word):
                raise contradiction(self.decisions, word)
        last = self._lines[-1] if self._lines else None
        line = Decision(
            number=len(self._lines) + 1,
            verb=word.verb,
            a=tuple(sorted(word.a)),
            b=tuple(sorted(word.b)),
            undoes=word.undoes,
            reason=reason,
            by=by,
            at=moments.now(),
            previous=last.hash if last else "",
            hash="",
        )
        line = replace(line, hash=line.seal())
        self.new.append(line)
        self._lines.append(line)
        if word.verb is Verb.UNDO:
            # What was said can be added, and not be taken away.
            self._standing = Standing(self.decisions.active)
        else:
            self._standing.add(line)
        return line

    def forget(self) -> None:
        """Take back all that was said and not yet written."""
        del self._lines[len(self._lines) - len(self.new) :]
        self.new.clear()
        self._standing = Standing(self.decisions.active)

    def _may_undo(self, number: int | None) -> bool:
        if number is None or not 1 <= number <= len(self._lines):
            raise FundlinkError(f"no {number}: no decision has this number. fundlink decisions lists them.")
        if self._lines[number - 1].verb is Verb.UNDO:
            raise FundlinkError(
                f"no {number}: is an undo itself. Say again what no {self._lines[number - 1].undoes} said."
            )
        return number not in self.decisions.undone


def _text(what: str, value: str) -> str:
    text = " ".join(value.split())
    if not text or any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in text):
        raise FundlinkError(f"--{what}: must say something, in letters. Whoever reads the ledger later needs it.")
    return text


def _check_sides(word: Word) -> None:
    if not word.a or not word.b:
        raise FundlinkError("a decision needs mentions on both sides.")
    both = sorted({*word.a} & {*word.b})
    if both:
        raise FundlinkError(f"{both[0]}: on both sides. A mention is always the same as itself.")


@contextmanager
def writing(home: Home) -> Iterator[Writer]:
    """Hold the ledger, and on a good end append all that was said: whole, and on the disk, or nothing.

    A lock of its own: who decides does not wait for a refresh, which sees what was said before it read.

    Raises:
        FundlinkError: as `read`, or nothing can be written there.
    """
    # Imported here: to read decisions nothing is locked.
    from filelock import FileLock

    with ExitStack() as held:
        with _said_plainly(home):
            home.ledgers.mkdir(parents=True, exist_ok=True)
            held.enter_context(FileLock(home.ledgers / "decisions.lock"))
            for left_by_a_crash in home.ledgers.glob(".*.partial"):
                left_by_a_crash.unlink()
            found = verified(home)
        writer = Writer(found.lines)
        yield writer
        if writer.new:
            with _said_plainly(home):
                _append(home, found, writer.new)


@contextmanager
def _said_plainly(home: Home) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FundlinkError(
            f"{home.ledgers}: decisions cannot be written ({error.strerror}). Make it writable, or set FUNDLINK_HOME."
        ) from None


def _append(home: Home, found: Found, new: list[Decision]) -> None:
    file = path(home)
    if not head_file(home).exists():
        _write_head(home, "0")
    whole = file.read_bytes() if file.exists() else b""
    if found.rest:
        aside = file.with_name(f"decisions.interrupted-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}.txt")
        write_atomically(aside, lambda partial: partial.write_bytes(found.rest))
        log.warning("%s: what an interrupted append left is now in %s", file, aside.name)
        whole = whole[: -len(found.rest)]
    text = "".join(f"{line.line}\n" for line in new).encode()
    # Written anew, and put in its place at once: of an import of many answers none holds alone.
    write_atomically(file, lambda partial: partial.write_bytes(whole + (b"" if found.ended else b"\n") + text))
    _write_head(home, f"{new[-1].number} {new[-1].hash}")


def _write_head(home: Home, last: str) -> None:
    write_atomically(head_file(home), lambda partial: partial.write_text(f"{last}\n", "utf-8"))
