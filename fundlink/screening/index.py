"""From a name to the listed names that may be the same, without looking at the others.

Listed names hang on their words. A word finds the listed words it may be a spelling of: equal, of equal consonants
(which is what Arabic writes), or one letter apart. Names are fetched by the rarest words of the query only, as long
as what is left could reach the threshold by itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fundlink.names import Alike, compare_keys, skeleton
from fundlink.names.short_forms import other_forms
from fundlink.screening.rarity import Rarity
from fundlink.screening.words import FATHER, Words

SHARE = {Alike.SAME: 1.0, Alike.CONSONANTS: 0.8, Alike.DIMINUTIVE: 0.8, Alike.ONE_LETTER: 0.8, Alike.TWO_LETTERS: 0.5}
"""Share of a word's bits that each level of likeness earns.

An ending earns nothing: Ахмет is no Ахметов, but may be his father.
"""

_SHORT, _OF_SHORT = 6, 0.75
"""A key of fewer letters has many near it: what it earns when spelt otherwise is less by this factor."""

_SHORTEST = 4
"""Letters of the shortest key in which one may be wrong."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two names share.

    Attributes:
        name: place of the listed name.
        bits: what the shared words tell, less for those spelt otherwise.
        shared: how many words are shared.
        letters: how many letters their keys have.
        asked, listed: share of the bits of each name's words that are shared, 0 to 1.
        exact: every shared word has the same key.
    """

    name: int
    bits: float
    shared: int
    letters: int
    asked: float
    listed: float
    exact: bool

    @property
    def whole(self) -> bool:
        """Whether every word of both names is shared."""
        return self.asked > 0.999 and self.listed > 0.999


class Index:
    """An inverted index over the words of listed names."""

    def __init__(self, names: Sequence[Words], rarity: Rarity) -> None:
        self._rarity = rarity
        self._names = [tuple(dict.fromkeys(words.telling)) for words in names]
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._generic: dict[frozenset[str], list[int]] = defaultdict(list)
        for at, words in enumerate(names):
            for word in self._names[at]:
                self._by_word[word].append(at)
            if not words.telling:
                self._generic[words.generic].append(at)
        self._bits = {word: rarity.bits(word) for word in self._by_word}
        self._totals = [sum(self._bits[word] for word in telling) for telling in self._names]
        self._by_consonants: dict[str, list[str]] = defaultdict(list)
        self._by_rest: dict[str, list[str]] = defaultdict(list)
        self._by_form: dict[str, list[str]] = defaultdict(list)
        for word in self._by_word:
            self._by_consonants[skeleton(word)].append(word)
            for rest in _rests(word):
                self._by_rest[rest].append(word)
            for form in other_forms(word):
                self._by_form[form].append(word)
        self._spellings: dict[str, dict[str, float]] = {}

    def search(self, words: Words, least: float) -> Iterator[Likeness]:
        """Listed names that share words worth `least` bits with the one asked for, or all words of both."""
        if not words.telling:
            for at in self._generic.get(words.generic, ()):
                yield Likeness(at, 0.0, 0, 0, 1.0, 1.0, True)
            return
        asked = tuple(dict.fromkeys(words.telling))
        spellings = [self.spellings(word) for word in asked]
        weights = [self._weight(word, found) for word, found in zip(asked, spellings, strict=True)]
        left, total = sum(weights), sum(weights)
        best: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, found in enumerate(spellings):
            for word, share in found.items():
                best[word].append((place, share))
        seen: set[int] = set()
        ranked = sorted(range(len(asked)), key=lambda place: -weights[place])
        for place in ranked:
            # A whole name has its rarest word too; a part without the words looked up so far must do with the rest.
            if place != ranked[0] and left < least:
                break
            for word in spellings[place]:
                seen.update(self._by_word[word])
            left -= weights[place]
        for at in sorted(seen):
            pairs = [(share, place, word) for word in self._names[at] for place, share in best.get(word, ())]
            if len(pairs) == 1 and len(self._names[at]) > 1 and pairs[0][0] * weights[pairs[0][1]] < least:
                continue  # the most of them
            likeness = self._compare(at, pairs, weights, total)
            if likeness.bits >= least or likeness.whole:
                yield likeness

    def _compare(self, at: int, pairs: list[tuple[float, int, str]], weights: list[float], total: float) -> Likeness:
        """Align the words one to one, the surest spelling first; `pairs` are (share, word asked for, listed word)."""
        bits = asked = listed = 0.0
        least = 1.0
        places: set[int] = set()
        words: set[str] = set()
        for share, place, word in sorted(pairs, reverse=True):
            if place not in places and word not in words:
                places.add(place)
                words.add(word)
                # The commoner of two spellings says how much they tell.
                bits += share * min(weights[place], self._bits[word])
                asked += weights[place]
                listed += self._bits[word]
                least = min(least, share)
        letters = sum(map(len, words))
        return Likeness(at, bits, len(places), letters, asked / total, listed / self._totals[at], least == 1.0)

    def spellings(self, word: str) -> dict[str, float]:
        """Listed words that the word may be a spelling of, with the share of the bits each earns."""
        known = self._spellings.get(word)
        if known is None:
            near = {*self._by_consonants.get(skeleton(word), ()), *self._by_form.get(word, ())}
            near |= other_forms(word) & self._by_word.keys()
            for rest in _rests(word):
                near.update(self._by_rest.get(rest, ()))
            if word in self._by_word:
                near.add(word)
            shares = {other: _share(word, other) for other in near}
            known = self._spellings[word] = {other: share for other, share in shares.items() if share}
        return known

    def fathers_differ(self, asked: Words, listed: Words) -> bool:
        """Whether both names have a patronymic, and none of the one may be a spelling of one of the other."""
        ours, theirs = ([word for word in words.telling if word.endswith(FATHER)] for words in (asked, listed))
        return bool(ours and theirs) and not any(word in self.spellings(own) for own in ours for word in theirs)

    def initials(self, asked: Words, listed: Words) -> int:
        """How many initials of a name begin words of the listed one that it lacks itself; -1 where they differ.

        Of initials and words left the fewer must all fit: a list often lacks the father's name, or all but the surname.
        """
        if not asked.initials:
            return 0
        spelt = {word for own in asked.telling for word in self.spellings(own)}
        left = [word[0] for word in listed.telling if word not in spelt]
        fit = (Counter(asked.initials) & Counter(left)).total()
        return fit if fit == min(len(asked.initials), len(left)) else -1

    def _weight(self, word: str, spellings: dict[str, float]) -> float:
        """Bits of a word of the query; one that no list has is as common as the commonest it may be a spelling of."""
        own = self._rarity.bits(word)
        return min([own, *(self._bits[other] for other in spellings)]) if word not in self._bits else own


def _share(word: str, other: str) -> float:
    if word == other:
        return 1.0
    if word.endswith(FATHER) is not other.endswith(FATHER):
        return 0.0
    share = SHARE.get(compare_keys(word, other), 0.0)
    return share if min(len(word), len(other)) >= _SHORT else share * _OF_SHORT


def _rests(word: str) -> Iterable[str]:
    """The word, and what is left of it without each one of its letters: two words one letter apart share one."""
    if len(word) < _SHORTEST:
        return (word,)
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
