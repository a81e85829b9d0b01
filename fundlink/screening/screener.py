"""Screens parties against every listing of a home, and says why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log2

from fundlink.config import Home
from fundlink.identifiers import wallet_key
from fundlink.screening.birth import Born, compare_births
from fundlink.screening.index import Index
from fundlink.screening.law import INITIAL, ODDS, WITH_DAY, NameEvidence, Verdict, judge, ruled_out_by_birth
from fundlink.screening.listings import Listing, Quality, read_listings
from fundlink.screening.rarity import Parties, Rarity, words_of_parties
from fundlink.screening.reasons import agreeing, conflicts, contradicting
from fundlink.screening.subject import Subject, number_key, phone_key
from fundlink.screening.words import words_of
from fundlink.sources.contract import Source

_BORN_BITS = {Born.AGAINST: -6.0, Born.UNKNOWN: 0.0, Born.NEAR: 1.0, Born.YEAR: 5.0, Born.DAY: 13.0}
_NUMBER_BITS = 20.0
"""What they add to the score, which only orders the matches of one verdict."""

_KEYS: dict[str, Callable[[str], str | None]] = {
    "numbers": number_key,
    "wallets": wallet_key,
    "phones": phone_key,
    "emails": lambda text: text.strip().lower(),
}


@dataclass(frozen=True, slots=True)
class Match:
    """What screening found on one listing.

    Attributes:
        verdict: hit, possible, or former (it would be one of the two, but the listing has ended); none where it is
            ruled out.
        by_evidence: hit or possible, whether or not the listing has ended.
        score: bits that the agreeing name tells, and those of the birth date.
        name: the listed name that agrees best, and what the publisher says of it; None where none does.
        agrees, contradicts: the reasons, a short sentence each.
    """

    verdict: Verdict
    by_evidence: Verdict
    score: float
    listing: Listing
    name: str | None
    quality: Quality | None
    agrees: tuple[str, ...]
    contradicts: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The listing and what contradicts it, in one line."""
        return f"«{self.name}», {self.listing.list} {self.listing.reference_number}: {'; '.join(self.contradicts)}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What screening found on one party.

    Attributes:
        matches: every listing that it may be, the gravest first.
        ruled_out: listings of its whole name that nothing but the birth date rules out.
    """

    matches: list[Match]
    ruled_out: list[Match]


def verdict_of(matches: Iterable[Match]) -> Verdict:
    """The gravest verdict of all, none where there is no match."""
    return min((match.verdict for match in matches), key=lambda verdict: verdict.rank, default=Verdict.NONE)


class Screener:
    """Every listing, indexed by the words of its names and by its numbers."""

    def __init__(self, entries: Sequence[Listing], parties: Parties | None = None) -> None:
        """Index the listings.

        Args:
            entries: what to screen against.
            parties: the words of resolved parties' names: one that is common here tells less.
        """
        self.listings = tuple(entries)
        self.lists = dict(sorted(Counter(entry.list for entry in entries).items()))
        names = [(at, name, quality) for at, entry in enumerate(entries) for name, quality in entry.names]
        self._names = [(at, name, quality, words_of(name)) for at, name, quality in names]
        of_listing: dict[int, list[str]] = defaultdict(list)
        for at, _, _, words in self._names:
            of_listing[at] += words.telling
        self._index = Index([words for *_, words in self._names], Rarity(of_listing.values(), parties or Parties()))
        self._least = ODDS + log2(max(len(self._names), 1))
        self._by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at, entry in enumerate(entries):
            for kind, key in _keys(entry):
                self._by_key[kind, key].append(at)

    @classmethod
    def of(cls, home: Home, sources: Sequence[Source]) -> Screener:
        """A screener over every list that the home has read."""
        return cls(read_listings(home, sources), words_of_parties(home))

    def screen(
        self,
        name: str | None = None,
        *,
        kind: str | None = None,
        born: str | None = None,
        document: str | None = None,
        iin: str | None = None,
        bin: str | None = None,
        wallet: str | None = None,
        account: str | None = None,
        phone: str | None = None,
        email: str | None = None,
    ) -> list[Match]:
        """Screen one party by whatever is known of it; `born` is an ISO date of any precision."""

        def known(*values: str | None) -> tuple[str, ...]:
            return tuple(value for value in values if value)

        numbers = known(document, iin, bin, account)
        subject = Subject(known(name), kind, known(born), numbers, known(wallet), known(phone), known(email))
        return self.screen_subject(subject)

    def screen_subject(self, subject: Subject) -> list[Match]:
        """Every listing that the party may be, the gravest first; none is left out for being former."""
        return self.answer(subject).matches

    def answer(self, subject: Subject) -> Answer:
        """The same, and which listings only the birth date rules out."""
        subject = subject.with_iin()
        shared: dict[int, set[tuple[str, str]]] = defaultdict(set)
        for key in _keys(subject):
            for at in self._by_key.get(key, ()):
                shared[at].add(key)
        # With a day of birth, or a number that is listed, less of a name is worth telling.
        known = bool(shared) or any(len(day) == 10 for day in subject.born)
        names = self._names_like(subject, min(WITH_DAY, self._least) if known else self._least)
        matches = (self._match(subject, at, names.get(at), shared.get(at, set())) for at in {*names, *shared})
        found = [match for match in matches if match is not None]
        found.sort(key=lambda m: (m.verdict.rank, -m.score, m.listing.source, m.listing.source_key))
        ruled_out = [match for match in found if match.verdict is Verdict.NONE]
        return Answer(found[: len(found) - len(ruled_out)], ruled_out)

    def _names_like(self, subject: Subject, least: float) -> dict[int, NameEvidence]:
        """The best listed name of each listing that shares `least` bits of a name of the subject, or all of it."""
        best: dict[int, NameEvidence] = {}
        for asked in subject.names:
            words = words_of(asked)
            for found in self._index.search(words, least - INITIAL * len(words.initials)):
                at, name, quality, listed = self._names[found.name]
                if subject.kind not in (None, self.listings[at].kind):
                    continue
                evidence = NameEvidence(
                    likeness=found,
                    name=name,
                    quality=quality,
                    generic_agrees=words.generic == listed.generic,
                    fathers_differ=self._index.fathers_differ(words, listed),
                    spelt_alike=name.casefold() == asked.casefold(),
                    least=self._least,
                    initials=self._index.initials(words, listed),
                )
                if not found.whole and evidence.bits < least:
                    continue
                if at not in best or evidence.strength > best[at].strength:
                    best[at] = evidence
        return best

    def _match(
        self, subject: Subject, at: int, name: NameEvidence | None, shared: set[tuple[str, str]]
    ) -> Match | None:
        listing = self.listings[at]
        born = compare_births(subject.born, listing.birth_dates, listing.birth_between)
        against = conflicts(subject, listing)
        identified = any(kind in ("numbers", "wallets") for kind, _ in shared)
        verdict = judge(name, born, identified, bool(shared) and not identified, bool(against))
        if verdict is Verdict.NONE and not ruled_out_by_birth(name, born, bool(against)):
            return None
        bits = name.bits if name else 0.0
        return Match(
            verdict=Verdict.FORMER if listing.delisted_on and verdict is not Verdict.NONE else verdict,
            by_evidence=verdict,
            score=round(bits + _BORN_BITS[born] + _NUMBER_BITS * len(shared), 1),
            listing=listing,
            name=name.name if name else None,
            quality=name.quality if name else None,
            agrees=tuple(agreeing(name, subject, listing, born, shared)),
            contradicts=tuple(contradicting(name, subject, listing, born, against)),
        )


def _keys(of: Listing | Subject) -> Iterator[tuple[str, str]]:
    for kind, key_of in _KEYS.items():
        for written in getattr(of, kind):
            if key := key_of(written):
                yield kind, key
