"""Names of organisations: told from names of persons, and read without legal form, branch and other names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import decimal

from rapidfuzz.distance import OSA

from fundlink.names.branches import QUOTED, read_branch
from fundlink.names.clean import clean, latin_twins
from fundlink.names.data import rows
from fundlink.names.folding import first_letter, fold, skeleton
from fundlink.names.organization_words import REACH, WORD, Word, tagged, tell_organization
from fundlink.names.places import STREET_WORDS, place_key
from fundlink.names.words import read_word

_QUOTE = re.compile('[«"»“”]')
_BRACKETS = re.compile(r"\(([^()]*)(?:\)|$)")
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
# Folded, II and III would be one.
_NUMERALS = {
    f"{tens * 'x'}{ones}": str(10 * tens + number)
    for tens in range(4)
    for number, ones in enumerate(("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"))
    if len(ones) + tens > 1
}
# Folded, a word loses its digits, and they tell companies apart: Мечеть №1, Строй2.
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_EDGES = " ,;:–—-"
_EDGE_KINDS = ("edge", "tail")
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
    """Whether a name holds a legal form, or a word that only bodies carry (fund, қор, центр, مؤسسة), or is quoted.

    Beside a patronymic a word in quotes is what somebody is called: Ахметов Серік Маратұлы «Дикий».
    """
    text = clean(name).text.casefold()
    quoted = _QUOTE.search(text) and not any(map(_is_fathers, WORD.findall(QUOTED.sub(" ", text))))
    return bool(quoted) or tell_organization(WORD.findall(text))


def _is_fathers(word: str) -> bool:
    read = read_word(word)
    return bool(read.patronymic or read.descent)


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
    """The present name, and others: in brackets, or after a word that says so. An address goes, and initials."""
    others = []
    for match in _BRACKETS.finditer(text):
        inside, rest = match[1], text.replace(match[0], " ")
        found = _OTHER_AT_EDGE.match(inside)
        if found:
            others.append(found["after"] or found["before"])
        elif _is_name(inside, rest):
            others.append(inside)
        elif not (_is_address(inside, rest) or _is_short(inside, rest)):
            continue
        text = rest
    found = _OTHER_INSIDE.match(text)
    if found:
        text = found["now"]
        others.append(found["other"])
    names = [" ".join(name.split()).strip(_EDGES) for name in (text, *others)]
    now, *others = filter(None, names) if any(names) else names
    return now, tuple(others)


def _is_address(inside: str, rest: str) -> bool:
    """Whether it says where the body is; that is its name where it has no other: Мечеть (ул. Абая)."""
    return not STREET_WORDS.isdisjoint(WORD.findall(inside.casefold())) and bool(_own_words(tagged(rest)))


def _is_short(inside: str, rest: str) -> bool:
    """Whether it is the same in initials: Daedong Credit Bank (DCB). Other bodies have the same, so it is no name."""
    initials = "".join(word[0] for word in WORD.findall(rest))
    return len(inside) > 1 and inside.isalpha() and inside.isupper() and _is_within(inside, initials.upper())


def _is_name(inside: str, rest: str) -> bool:
    """Whether what stands in brackets is another name: the same again, in full with its form, or quoted.

    In lower case it says what the body does, and a word before the quotes whose name that is: (рынок «Алтын Орда»),
    (учредитель ТОО «Мирас»). Nor has a body two legal forms in one language: КГУ «Школа №5» (ГУ «Отдел образования»)
    names who runs it.
    """
    words, others = tagged(inside), tagged(rest)
    if any(word.kind == "branch" for word in words) or not any(not word.kind for word in words):
        return False
    if _key(words) == _key(others):
        return True
    form = _says_form(words)
    if form and _says_form(others) and inside.isascii() == rest.isascii():
        return False
    if _QUOTE.search(inside):
        return not _own_words(tagged(QUOTED.sub(" ", inside)))
    return form and bool(_own_words(words)) and not any(word[0].islower() for word in WORD.findall(inside))


def _own_words(words: Sequence[Word]) -> list[Word]:
    """The words that are a name's alone, and do not say what kind of body it is."""
    return [word for word in words if not word.kind and not word.meaning]


def _says_form(words: Sequence[Word]) -> bool:
    at_edge = words[0].kind == "edge" or words[-1].kind in _EDGE_KINDS if words else False
    return at_edge or any(word.kind == "form" for word in words)


def _key(words: Sequence[Word]) -> str:
    bare = _bare(words, ("form", "filler", "place")) or _bare(words, ("form",)) or words
    # Alone, a word in another language is another name: ОФ «Помощь», ОФ «Көмек».
    return " ".join(part for word in bare for part in _key_parts(word, alone=len(bare) == 1))


def _bare(words: Sequence[Word], left_out: Collection[str]) -> list[Word]:
    """The name itself; empty where nothing of it remains."""
    bare = [word for at, word in enumerate(words) if word.kind not in left_out or _stays(words, at)]
    for end, kinds in ((0, ("edge",)), (-1, _EDGE_KINDS)):
        if len(bare) > 1 and bare[end].kind in kinds:
            del bare[end]
    return bare if any(word.kind not in _EDGE_KINDS for word in bare) else []


def _stays(words: Sequence[Word], at: int) -> bool:
    """Whether a place or filler is part of the name: облысы; the I of AMAN TRADE I, which joins it to nothing."""
    word, after = words[at], words[at + 1 : at + 2]
    if word.kind == "form":
        return False
    alone = word.kind == "filler" and len(word.text) == 1
    return bool(word.meaning) or (alone and (not after or after[0].kind == "form"))


def _key_parts(word: Word, *, alone: bool) -> list[str]:
    if word.kind == "initial":
        return [first_letter(word.text) or word.text]
    text = word.text if alone or word.kind in ("form", *_EDGE_KINDS) else word.meaning or word.text
    return [
        _number(part) or (first_letter(part) if len(part) == 1 else fold(part)) or part for part in _PARTS.findall(text)
    ]


def _number(text: str) -> str | None:
    """A number in our digits: of ١٢, of XXI."""
    if text.isdecimal():
        return "".join(str(decimal(digit)) for digit in text).lstrip("0") or "0"
    return _NUMERALS.get(latin_twins(text))


def _form(words: Sequence[Word]) -> str:
    for kinds in (("form", "tail"), ("edge",)):
        last = len(words) - 1
        told = {
            word.meaning for at, word in enumerate(words) if word.kind in kinds and (word.kind != "tail" or at == last)
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
