"""How the names of two records are compared: given name, surname, father's name.

The levels of `resolvers/person.py` that read names; all of it is folded (`fundlink/names`).
"""

from __future__ import annotations

from fundlink.names import FIRST_ALIKE
from fundlink.resolution import Comparison, Level, Proof

NAME, INITIAL, SURNAME = Proof.NAME, Proof.INITIAL, Proof.SURNAME
STRANGER, HALF, BAR, DOUBT = Proof.STRANGER, Proof.HALF, Proof.BAR, Proof.DOUBT


def _apart(a: str, b: str, letters: int, shortest: int) -> str:
    """Two keys at most so many letters apart, both long enough for that to mean something."""
    # Lengths are compared first: most pairs need no more.
    long = f"abs(length({a}) - length({b})) <= {letters} AND length({a}) >= {shortest} AND length({b}) >= {shortest}"
    return f"({long} AND levenshtein({a}, {b}) <= {letters})"


def _letters(text: str) -> str:
    return f"list_sort(string_split({text}, ''))"


def same_letters(a: str, b: str) -> str:
    """Two texts of the same letters, in whatever order."""
    return f"(length({a}) = length({b}) AND {_letters(a)} = {_letters(b)})"


def _consonants(part: str, shortest: int = 3) -> str:
    a, b = f"{part}_skeleton_l", f"{part}_skeleton_r"
    return f"({a} = {b} AND length({a}) >= {shortest})"


def _consonants_near(part: str, shortest: int = 4) -> str:
    return _apart(f"{part}_skeleton_l", f"{part}_skeleton_r", 1, shortest)


# One text, not a list: DuckDB makes a join of every list, for all pairs, before it looks whether any is asked.
_FIRST_ALIKE = f"'{' '.join(sorted(FIRST_ALIKE))}'"


def _first_alike(part: str) -> str:
    """Few slips change the first letter, unless ways to write take the two for each other."""
    a, b = f"{part}_initial_l", f"{part}_initial_r"
    return f"({a} = {b} OR contains({_FIRST_ALIKE}, {a} || {b}))"


def _one_apart(part: str) -> str:
    """One letter wrong, missing or too many, or letters in another order (Emrek for Ermek), and not the first.

    In the key; in what was written, if in Latin letters; or before vowels beside each other are folded to one: Таара.
    """
    apart = " OR ".join(
        f"{_apart(f'{key}_l', f'{key}_r', 1, 4)} OR (length({key}_l) >= 4 AND {same_letters(f'{key}_l', f'{key}_r')})"
        for key in ((part,) if part == "father" else (part, f"{part}_latin"))
    )
    spelled = "" if part == "father" else f" OR {_apart(f'{part}_spelled_l', f'{part}_spelled_r', 1, 4)}"
    return f"({_first_alike(part)} AND ({apart}{spelled}))"


def _two_apart(part: str, shortest: int = 6) -> str:
    """Two letters and not the first, or one in a key of three: Ольга, Ольа."""
    a, b = f"{part}_l", f"{part}_r"
    two = f"({_first_alike(part)} AND {_apart(a, b, 2, shortest)})"
    return f"({two} OR (least(length({a}), length({b})) = 3 AND {_apart(a, b, 1, 3)}))"


def _near_keys(part: str) -> str:
    """Whatever the levels below call near: Есенов and Аманов are that, and two names."""
    return f"({_consonants(part)} OR {_one_apart(part)} OR {_two_apart(part)} OR {_consonants_near(part)})"


def _two_spellings() -> str:
    """Near given names, but two Latin spellings that no slip makes of one another: Marla, Marlene, Marletta.

    Folding, by which scripts meet, brings such names nearer than they are, and twins are often given them. Three
    letters differ as written, more than one even if their order says nothing, and two as they sound.
    """
    a, b = "given_latin_l", "given_latin_r"
    one, other = (f"array_to_string({_letters(spelling)}, '')" for spelling in (a, b))
    near = f"{_one_apart('given')} OR {_two_apart('given', 5)} OR {_consonants_near('given')}"
    written = f"levenshtein({a}, {b}) > 2 AND levenshtein({one}, {other}) > 2"
    sounded = "levenshtein(given_spelled_l, given_spelled_r) > 1"
    # Most pairs differ in the first letter, and need no more.
    return f"given_initial_l = given_initial_r AND {a} <> {b} AND ({near}) AND {written} AND {sounded}"


def _among(word: str, words: str, denied: str = "") -> str:
    """Whether a word is one of those in `|one|other|`."""
    return f"{words} {denied}LIKE '%|' || {word} || '|%'"


def _alike(a: str, b: str) -> str:
    return f"({a} = {b} OR (substr({a}, 1, 1) = substr({b}, 1, 1) AND {_apart(a, b, 1, 4)}))"


def _near_surname() -> str:
    """A single word that is the surname of the other, but for two letters of six or more and not the first."""
    return " OR ".join(
        f"(surname_{one} IS NULL AND given_initial_{one} = surname_initial_{two}"
        f" AND {_apart(f'given_bare_{one}', f'surname_{two}', 2, 6)})"
        for one, two in ("lr", "rl")
    )


_SWAPPED = (
    f"({_alike('given_bare_l', 'surname_r')} AND {_alike('surname_l', 'given_bare_r')}"
    " AND NOT (descended_l AND descended_r))"
)
"""But Ерболат Қабиұлы and Қаби Ерболатұлы are father and son."""
_BLANK = (
    "((father_l IS NULL) <> (father_r IS NULL) AND given_initial_l = given_initial_r"
    f" AND (whole_l = whole_r OR {_apart('whole_l', 'whole_r', 1, 8)}))"
)
"""One name, in which a blank stands or not: Xiu Ying, Xiuying; de la Cruz, Delacruz."""
_ONE_OF_TWO = " OR ".join(_among(f"surname_{one}", f"middle_{two}") for one, two in ("lr", "rl"))
"""A surname of two words, of which the other has one: Marie Sanchez, Marie Sanchez Mendoza."""
_ABJAD = "abjad_l <> abjad_r"
"""One of the two stands in Arabic script, which leaves vowels out: there consonants are all that can agree."""
_OF_THE_FATHER = " OR ".join(
    f"(father_initial_{one} IS NULL AND (surname_{one} = father_{two}"
    f" OR ({_ABJAD} AND surname_skeleton_{one} = father_skeleton_{two})))"
    for one, two in ("lr", "rl")
)
"""A surname left out, so that the father's name stands in its place: Ерасыл Нұртайұлы, Ерасыл Нұртайұлы Қаратаев."""
_CROSSED = f"{_alike('given_bare_l', 'surname_r')} OR {_alike('surname_l', 'given_bare_r')}"

_NUMBERED = " OR ".join(
    f"(generation_{two} IN ('second', 'third', 'fourth') AND father_initial_{one} = 'i' AND father_{one} IS NULL)"
    for one, two in ("lr", "rl")
)
"""An initial I is the first of a name, where the other record has a second: Robert Smith I, Robert Smith II."""


def _other_form(short: str, name: str) -> str:
    return " OR ".join(_among(f"{column}_{name}", f"given_forms_{short}") for column in ("given", "given_known"))


_ANOTHER_KNOWN = (
    "given_known_l <> given_known_r"
    f" AND (NOT ({_ABJAD}) OR given_skeleton_l <> given_skeleton_r OR given_arabic_l <> given_arabic_r)"
    f" OR ({_ABJAD}) AND given_consonants_l <> given_consonants_r"
)
"""Consonants tell two names apart in Arabic letters; where they do not, only a spelling that is known does."""
_SAME_INITIAL = (
    "(given_l IS NULL OR given_r IS NULL) AND given_initial_l = given_initial_r"
    " AND coalesce(given_letter_l = given_letter_r, true)"
)
"""Not of keys alone, whose vowels are three: А. is not Ерлан."""
given = Comparison(
    "given",
    "(given_initial_l IS NULL OR given_initial_r IS NULL)"
    " AND (gender_l IS NULL OR gender_r IS NULL OR gender_l = gender_r)",
    (
        # Jr. and Sr. are father and son, in one house with one telephone. Too few say it to learn from.
        Level("another generation", f"generation_l <> generation_r OR {_NUMBERED}", DOUBT, m=1e-3, u=1e-3),
        Level("same", "given_l = given_r", NAME, terms="given"),
        Level("same, swapped with the surname", _SWAPPED, NAME),
        Level("of the other sex", "gender_l <> gender_r", BAR),
        Level("same name, otherwise written", "given_known_l = given_known_r", NAME, "given", 0.5),
        Level("short form", f"{_other_form('l', 'r')} OR {_other_form('r', 'l')}", NAME),
        Level("same but for a blank", _BLANK, NAME),
        Level("another known name", _ANOTHER_KNOWN, BAR),
        Level("same consonants, no vowels", f"{_ABJAD} AND {_consonants('given', 2)}", NAME),
        Level("same consonants", _consonants("given"), NAME, "given", 0.5),
        Level("near, but two spellings", _two_spellings(), BAR),
        Level("one letter apart", _one_apart("given"), NAME, "given", 0.5),
        Level("consonants one apart, no vowels", f"{_ABJAD} AND {_consonants_near('given', 3)}", NAME),
        # Sisters are Айшат and Аминат: beside what a household shares, it is no agreement.
        Level("two letters apart", _two_apart("given", 5)),
        Level("consonants one apart", _consonants_near("given"), NAME),
        Level(
            "one word, the surname of the other",
            f"(surname_l IS NULL AND {_alike('given_bare_l', 'surname_r')})"
            f" OR (surname_r IS NULL AND {_alike('given_bare_r', 'surname_l')})",
            SURNAME,
        ),
        # With more slips it is no agreement, but a given name that differs it is not either. Too few to learn from.
        Level("one word, near the surname of the other", _near_surname(), m=2e-3, u=1e-3),
        Level("same initial", _SAME_INITIAL, INITIAL),
        Level("different", "ELSE", BAR),
    ),
    near="given_initial",
)
surname = Comparison(
    "surname",
    "surname_initial_l IS NULL OR surname_initial_r IS NULL",
    (
        Level("same", "surname_l = surname_r", SURNAME, "surname"),
        Level("same, swapped with the given name", _SWAPPED, SURNAME),
        Level("same name, otherwise written", "surname_known_l = surname_known_r", SURNAME, "surname", 0.5),
        Level("same but for an -ов", "surname_stem_l = surname_stem_r", SURNAME, "surname", 0.5),
        Level("same but for a blank", _BLANK, SURNAME),
        Level("one of two surnames", _ONE_OF_TWO, SURNAME),
        Level("where the other has the father", _OF_THE_FATHER, SURNAME),
        # In Arabic letters Иманов may be Айманов.
        Level("another known name", f"surname_known_l <> surname_known_r AND NOT ({_ABJAD})", STRANGER),
        Level("same consonants, no vowels", f"{_ABJAD} AND {_consonants('surname', 2)}", SURNAME, "surname", 0.5),
        Level("near, but two usual names", f"surname_usual_l <> surname_usual_r AND {_near_keys('surname')}", STRANGER),
        Level("one letter apart", _one_apart("surname"), SURNAME, "surname", 0.5),
        Level("same consonants", _consonants("surname"), SURNAME, "surname", 0.5),
        Level("consonants one apart, no vowels", f"{_ABJAD} AND {_consonants_near('surname')}", SURNAME),
        Level("two letters apart in ten", _apart("surname_l", "surname_r", 2, 10), SURNAME),
        Level("two letters apart", _two_apart("surname"), SURNAME),
        Level("consonants one apart", _consonants_near("surname")),
        Level("where the other has the given name", _CROSSED, SURNAME),
        Level("same initial", "(surname_l IS NULL OR surname_r IS NULL) AND surname_initial_l = surname_initial_r"),
        Level("different", "ELSE", STRANGER),
    ),
    near="surname_initial",
)
_SIBLINGS = (
    "father_l = father_r AND surname_l = surname_r"
    " AND (given_known_l <> given_known_r OR levenshtein(given_l, given_r) > 3)"
)
"""One father and one surname say nothing of one person where the given names are two."""
_SAME_FATHER = " OR ".join(
    ("father_l = father_r", "father_known_l = father_known_r", _consonants("father"), _one_apart("father"))
)
_BY_ENDING = " AND ".join(f"coalesce({_among(f'father_{side}', f'middle_{side}', 'NOT ')}, true)" for side in "lr")
"""Both told by -ович, -ұлы, bin or a column of their own: neither is a second given name or a surname."""
_NO_MIDDLE_WORD = " AND ".join(
    (
        "father_initial_l <> father_initial_r",
        *(
            f"NOT coalesce({_among(f'father_{one}', f'middle_{two}')} OR father_{one} = surname_{two}, false)"
            for one, two in ("lr", "rl")
        ),
    )
)
"""Of words in the place of a father's name one may be a second given name, or the other of two surnames."""
_ONE_CONTACT = " OR ".join(f"{column}_l = {column}_r" for column in ("phone", "email", "device", "address", "door"))
_ONE_FAMILY = f"surname_initial_l = surname_initial_r AND ({_SAME_FATHER}) AND ({_ONE_CONTACT})"
"""Surname, father's name and telephone of one family say one thing three times: brothers and sisters have all."""
father = Comparison(
    "father",
    "father_initial_l IS NULL OR father_initial_r IS NULL",
    (
        Level("same, of brothers or sisters", _SIBLINGS, HALF, m=1e-3, u=1e-3),
        Level("another known name", "father_known_l <> father_known_r", STRANGER),
        # A third of those who share a telephone with somebody share the father too.
        Level("same, with a contact in common", _ONE_FAMILY, HALF, m=3e-3, u=1e-3),
        Level("same", "father_l = father_r", HALF, "father"),
        Level("same name, otherwise written", "father_known_l = father_known_r", HALF, "father", 0.5),
        Level("same consonants", _consonants("father"), HALF, "father", 0.5),
        Level("one letter apart", _one_apart("father"), HALF, "father", 0.5),
        Level("same consonants, no vowels", f"{_ABJAD} AND {_consonants('father', 2)}", HALF),
        Level("two letters apart", _apart("father_l", "father_r", 2, 6)),
        Level("consonants one apart", _consonants_near("father", 3)),
        Level("same initial", "(father_l IS NULL OR father_r IS NULL) AND father_initial_l = father_initial_r"),
        Level("different, by its ending", f"({_BY_ENDING}) OR father_l IS NULL OR father_r IS NULL", STRANGER),
        Level("different, and no other word of the name", _NO_MIDDLE_WORD, STRANGER),
        Level("different", "ELSE"),
    ),
    near="father_initial",
)
