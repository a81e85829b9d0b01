"""Names of organisations: told from names of persons, and read without legal form, branch and other names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from fundlink.names.branches import read_branch
from fundlink.names.clean import clean
from fundlink.names.data import rows
from fundlink.names.folding import first_letter, fold, skeleton
from fundlink.names.organization_words import REACH, WORD, Word, tagged, tell_organization
from fundlink.names.places import STREET_WORDS, place_key

_QUOTE = re.compile('[«"»“”]')
_BRACKETS = re.compile(r"\(([^()]*)\)")
# Al-Rahma, ar-Rahma, Аш-Шифа, الرحمة, للرحمة (for the): the article of an Arabic name, which is written or not.
_ARTICLE = re.compile(
    r"\b(?:al|el|ал|аль|эль)[-\s]+(?=\w)|\ba([rstdzn])h?-(?=\1)|\bа([рстдзнш])-(?=\2)|\b[ال]ل(?=\w{3})",
    re.IGNORECASE,
)
_OTHER = "|".join(
    sorted((re.escape(r["written"]) for r in rows("organization_words") if r["kind"] == "other"), key=len, reverse=True)
)
_MARK = rf"\b(?:f\.\s?k\.\s?a|f/k/a|{_OTHER})\b\.?:?"
_OTHER_AT_EDGE = re.compile(rf"^\W*{_MARK}\s*(?P<after>.+)|^(?P<before>.+?)\W*{_MARK}\W*$", re.IGNORECASE)
_OTHER_INSIDE = re.compile(rf"^(?P<now>.+?)[\s,;–—-]+{_MARK}\s*(?P<other>.+)$", re.IGNORECASE)
# Folded, II and III would be one. An I says so only at the end.
_NUMERALS = {
    f"{tens * 'x'}{ones}": str(10 * tens + number)
    for tens in range(4)
    for number, ones in enumerate(("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"))
    if len(ones) + tens > 1
}
# Folded, a word loses its digits, and they tell companies apart: Мечеть №1, Строй2. `№1` is `No1` once it is cleaned.
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_NUMBER_SIGN = re.compile(r"\b(?:n|no|nr|н|номер)\s?(?=\d)")
_EDGES = " ,;:–—-"
_LETTERS_A_SLIP = 6
"""Fewer letters for each that is wrong make another word as often as a slip."""


@dataclass(frozen=True, slots=True)
class OrganizationName:
    """The name of an organisation, read.

    Attributes:
        text: the present name as written, without other ones.
        others: former names that stood in it, and those it trades under.
        key: its folded words in their order, the legal form only where it has no others; of a branch, its head's.
        form: class of the legal form (`fund`, `company` ...); empty when it says none, or several.
        branch: whether it is the name of a branch.
        place: folded consonants of the branch's place; empty when unknown.
        sure: whether the name tells which of its words are the head's; always true but for branches.
    """

    text: str
    others: tuple[str, ...]
    key: str
    form: str
    branch: bool
    place: str
    sure: bool


@lru_cache(maxsize=1 << 16)
def looks_like_organization(name: str) -> bool:
    """Whether a name holds a legal form, or a word that only bodies carry (fund, қор, центр, مؤسسة), or is quoted."""
    text = clean(name).text.casefold()
    return bool(_QUOTE.search(text)) or tell_organization(WORD.findall(text))


@lru_cache(maxsize=1 << 16)
def read_organization(name: str) -> OrganizationName:
    """Read a name in any of the three scripts.

    >>> read_organization("Филиал ОФ «Шапағат» в г. Тараз (бывш. ОФ «Мирас»)").others
    ('ОФ «Мирас»',)
    """
    now, others = _take_others(clean(name).text)
    bare = _ARTICLE.sub("", now)
    branch = read_branch(bare)
    words = branch.head if branch else tagged(bare, initials=True)
    return OrganizationName(
        text=now if others else name,
        others=others,
        key=_key(words),
        form=_form(tagged(bare) if branch else words),
        branch=branch is not None,
        place=place_key(" ".join(word.text for word in branch.place)) if branch else "",
        sure=branch is None or branch.sure,
    )


def _take_others(text: str) -> tuple[str, tuple[str, ...]]:
    """The present name, and others: in brackets, or after a word that says so. An address in brackets goes."""
    others = []
    for inside in _BRACKETS.findall(text):
        rest = text.replace(f"({inside})", " ")
        found = _OTHER_AT_EDGE.match(inside)
        if found:
            others.append(found["after"] or found["before"])
        elif _is_name(inside, rest):
            others.append(inside)
        elif STREET_WORDS.isdisjoint(WORD.findall(inside.casefold())):  # Where it is, is no name.
            continue
        text = rest
    found = _OTHER_INSIDE.match(text)
    if found:
        text = found["now"]
        others.append(found["other"])
    return " ".join(text.split()).strip(_EDGES), tuple(name.strip(_EDGES) for name in others)


def _is_name(inside: str, rest: str) -> bool:
    """Whether what stands in brackets is another name: quoted, or in full with its form, or the same again."""
    words = tagged(inside)
    if any(word.kind == "branch" for word in words) or all(word.kind for word in words):
        return False
    in_full = len(words) > 1 and tell_organization([word.text for word in words])
    return bool(_QUOTE.search(inside)) or in_full or _key(words) == _key(tagged(rest))


def _key(words: Sequence[Word]) -> str:
    bare = [word for word in words if word.kind not in ("form", "filler", "place")]
    for end, kinds in ((0, ("edge",)), (-1, ("edge", "tail"))):
        if len(bare) > 1 and bare[end].kind in kinds:
            del bare[end]
    texts = _PARTS.findall(_NUMBER_SIGN.sub("", " ".join(word.text for word in bare or words)))
    if texts[1:] and texts[-1] == "i":
        texts[-1] = "1"
    return " ".join(_number(text) or (first_letter(text) if len(text) == 1 else fold(text)) or text for text in texts)


def _number(text: str) -> str | None:
    """A number in our digits: of ١٢, of XXI."""
    return str(int(text)) if text.isdecimal() else _NUMERALS.get(text)


def _form(words: Sequence[Word]) -> str:
    for kinds in (("form", "tail"), ("edge",)):
        last = len(words) - 1
        told = {
            word.form for at, word in enumerate(words) if word.kind in kinds and (word.kind != "tail" or at == last)
        }
        told.discard("")
        if told:
            return told.pop() if len(told) == 1 else ""
    return ""


def similar_keys(one: str, other: str) -> bool:
    """Whether two keys may be one name with an error, other spaces, or the vowels that Arabic script leaves out.

    Every word has its fellow; numbers and single letters, by which brothers tell their firms apart, are equal:
    `univrsal akspurt` and `univrsl akspurts` are similar, `ubmin arai jastar` and `ubmin arai analar` are not.
    """
    if one == other:
        return True
    ours, theirs = one.split(), other.split()
    if sorted(filter(_is_exact, ours)) != sorted(filter(_is_exact, theirs)):
        return False
    if len(ours) != len(theirs):
        together = "".join(ours), "".join(theirs)
        return OSA.distance(*together) <= (min(map(len, together)) >= _LETTERS_A_SLIP)
    left = list(theirs)
    for word in sorted(ours, key=lambda word: (-len(word), word)):
        fellow = next((at for at, their in enumerate(left) if _similar_words(word, their)), None)
        if fellow is None:
            return False
        del left[fellow]
    return True


def _is_exact(word: str) -> bool:
    return word.isdigit() or len(word) == 1


def without_reach(one: str, other: str) -> str | None:
    """Of two keys the shorter, where the other has all its words, two at least, and one that says how far it reaches.

    >>> without_reach(read_organization("Aman Trade").key, read_organization("Aman International Trade LLC").key)
    'aman trada'
    """
    short, long = sorted((one, other), key=lambda key: len(key.split()))
    words, more = Counter(short.split()), Counter(long.split())
    further = list((more - words).elements())
    return short if len(words) > 1 and words <= more and len(further) == 1 and further[0] in REACH else None


def _similar_words(one: str, other: str) -> bool:
    """Whether two words are one: equal, without some vowels, or with a slip that does not make it another word.

    A letter in six may be wrong, but the first, which nobody mistypes: Асыл and Жасыл, Волна and Волга are two words.
    """
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < 4:
        return False
    consonants = skeleton(one)
    if len(consonants) >= 3 and consonants == skeleton(other) and _is_within(short, long):
        return True
    return short[0] == long[0] and OSA.distance(one, other) <= len(short) // _LETTERS_A_SLIP


def _is_within(short: str, long: str) -> bool:
    """Whether all letters of one stand in the other, in their order."""
    letters = iter(long)
    return all(letter in letters for letter in short)
