"""What makes two records one person: a table that a reader without SQL should be able to check.

Every comparison has levels, the first that holds is taken, and each level weighs what the trained model in
`person.json` says. What is law and no statistics stands in the third column:

- `NAME`: the given names agree. A name alone never makes two records one.
- `PERSON`, `NUMBER`, `HOUSEHOLD`, two `HALF`: evidence beyond the name. One of them is needed. What a household may
  share (phone, e-mail, address, device, father's name with place) counts only beside a given name that agrees:
  brothers stay apart.
- `HINT`: no evidence, but worth a human's look.
- `BAR`, `DOUBT`, `CONFLICT`: only a human may say `same`; a doubt and a conflict also keep the two out of one cluster.
  A bar or a doubt, but no conflict, is outweighed by a `NUMBER` (a document in common) beside two more agreements
  (`NAME`, `SURNAME`, `PERSON`, `HOUSEHOLD`), or by a `SLIP` (the document, with one slip of the hand) beside three: a
  clerk mistypes a birth date sooner than three things that agree.

Columns are described in `fundlink/resolution/features.py`. Names are folded (`fundlink/names`), so that all
scripts and romanisations meet in one spelling.
"""

from __future__ import annotations

from pathlib import Path

from fundlink.names import FIRST_ALIKE
from fundlink.resolution import Comparison, Level, Proof, Resolver

NAME, SURNAME, PERSON, NUMBER, SLIP, HOUSEHOLD, HALF, HINT, BAR, DOUBT, CONFLICT = Proof


def _apart(a: str, b: str, letters: int, shortest: int) -> str:
    """Two keys at most so many letters apart, both long enough for that to mean something."""
    return f"(levenshtein({a}, {b}) <= {letters} AND length({a}) >= {shortest} AND length({b}) >= {shortest})"


def _consonants(part: str, shortest: int = 3) -> str:
    a, b = f"{part}_skeleton_l", f"{part}_skeleton_r"
    return f"({a} = {b} AND length({a}) >= {shortest})"


def _consonants_near(part: str) -> str:
    return _apart(f"{part}_skeleton_l", f"{part}_skeleton_r", 1, 4)


_FIRST_ALIKE = ", ".join(f"'{letters}'" for letters in sorted(FIRST_ALIKE))


def _one_apart(part: str) -> str:
    """One letter wrong, missing or too many, or letters in another order (Emrek for Ermek), folded or as written.

    Not the first, which few slips change, unless ways to write take the two for each other.
    """
    apart = " OR ".join(
        f"{_apart(f'{key}_l', f'{key}_r', 1, 4)} OR ({key}_letters_l = {key}_letters_r AND length({key}_l) >= 4)"
        for key in ((part,) if part == "father" else (part, f"{part}_latin"))
    )
    first = f"({part}_initial_l = {part}_initial_r OR {part}_initial_l || {part}_initial_r IN ({_FIRST_ALIKE}))"
    return f"(({apart}) AND {first})"


def _slip(number: str) -> str:
    """One digit wrong, missing or too many, or two in each other's place."""
    a, b = f"{number}_l", f"{number}_r"
    return f"(levenshtein({a}, {b}) <= CASE WHEN {number}_letters_l = {number}_letters_r THEN 2 ELSE 1 END)"


def _two_apart(part: str) -> str:
    """Two letters, or one in a key of three: Ольга, Ольа."""
    a, b = f"{part}_l", f"{part}_r"
    return f"({_apart(a, b, 2, 6)} OR (least(length({a}), length({b})) = 3 AND {_apart(a, b, 1, 3)}))"


def _alike(a: str, b: str) -> str:
    return f"({a} = {b} OR {_apart(a, b, 1, 4)})"


_SWAPPED = f"({_alike('given_bare_l', 'surname_r')} AND {_alike('surname_l', 'given_bare_r')})"
_BLANK = (
    "((father_l IS NULL) <> (father_r IS NULL) AND given_initial_l = given_initial_r"
    f" AND (whole_l = whole_r OR {_apart('whole_l', 'whole_r', 1, 8)}))"
)
"""One name, in which a blank stands or not: Xiu Ying, Xiuying; de la Cruz, Delacruz."""
_ONE_OF_TWO = " OR ".join(f"middle_{two} LIKE '%|' || surname_{one} || '|%'" for one, two in ("lr", "rl"))
"""A surname of two words, of which the other has one: Marie Sanchez, Marie Sanchez Mendoza."""
_CROSSED = f"{_alike('given_bare_l', 'surname_r')} OR {_alike('surname_l', 'given_bare_r')}"

_ABJAD = "abjad_l <> abjad_r"
"""One of the two stands in Arabic script, which leaves vowels out: there consonants are all that can agree."""


def _other_form(short: str, name: str) -> str:
    return " OR ".join(
        f"given_forms_{short} LIKE '%|' || {column}_{name} || '|%'" for column in ("given", "given_known")
    )


given = Comparison(
    "given",
    "(given_initial_l IS NULL OR given_initial_r IS NULL)"
    " AND (gender_l IS NULL OR gender_r IS NULL OR gender_l = gender_r)",
    (
        # Jr. and Sr. are father and son, in one house with one telephone. Too few say it to learn from.
        Level("another generation", "generation_l <> generation_r", DOUBT, m=1e-3, u=1e-3),
        Level("same", "given_l = given_r", NAME, terms="given"),
        Level("same, swapped with the surname", _SWAPPED, NAME),
        Level("of the other sex", "gender_l <> gender_r", BAR),
        Level("same name, otherwise written", "given_known_l = given_known_r", NAME, "given", 0.5),
        Level("short form", f"{_other_form('l', 'r')} OR {_other_form('r', 'l')}", NAME),
        Level("same but for a blank", _BLANK, NAME),
        Level("another known name", "given_known_l <> given_known_r", BAR),
        Level("same consonants, no vowels", f"{_ABJAD} AND {_consonants('given', 2)}", NAME, "given", 0.5),
        Level("same consonants", _consonants("given"), NAME, "given", 0.5),
        Level("one letter apart", _one_apart("given"), NAME, "given", 0.5),
        Level("consonants one apart, no vowels", f"{_ABJAD} AND {_consonants_near('given')}", NAME),
        Level("two letters apart", _two_apart("given"), NAME),
        Level("consonants one apart", _consonants_near("given"), NAME),
        Level(
            "one word, the surname of the other",
            f"(surname_l IS NULL AND {_alike('given_bare_l', 'surname_r')})"
            f" OR (surname_r IS NULL AND {_alike('given_bare_r', 'surname_l')})",
            SURNAME,
        ),
        Level("same initial", "(given_l IS NULL OR given_r IS NULL) AND given_initial_l = given_initial_r", NAME),
        Level("different", "ELSE", BAR),
    ),
)
surname = Comparison(
    "surname",
    "surname_initial_l IS NULL OR surname_initial_r IS NULL",
    (
        Level("same", "surname_l = surname_r", SURNAME, "surname"),
        Level("same, swapped with the given name", _SWAPPED, SURNAME),
        Level("same name, otherwise written", "surname_known_l = surname_known_r", SURNAME, "surname", 0.5),
        Level("same but for a blank", _BLANK, SURNAME),
        Level("one of two surnames", _ONE_OF_TWO, SURNAME),
        # In Arabic letters Иманов may be Айманов.
        Level("another known name", f"surname_known_l <> surname_known_r AND NOT ({_ABJAD})"),
        Level("same consonants, no vowels", f"{_ABJAD} AND {_consonants('surname', 2)}", SURNAME, "surname", 0.5),
        Level("same consonants", _consonants("surname"), SURNAME, "surname", 0.5),
        Level("same but for an -ов", "surname_stem_l = surname_stem_r", SURNAME, "surname", 0.5),
        Level("one letter apart", _one_apart("surname"), SURNAME, "surname", 0.5),
        Level("consonants one apart, no vowels", f"{_ABJAD} AND {_consonants_near('surname')}", SURNAME),
        Level("two letters apart in ten", _apart("surname_l", "surname_r", 2, 10), SURNAME),
        Level("two letters apart", _two_apart("surname"), SURNAME),
        Level("consonants one apart", _consonants_near("surname")),
        Level("where the other has the given name", _CROSSED, SURNAME),
        Level("same initial", "(surname_l IS NULL OR surname_r IS NULL) AND surname_initial_l = surname_initial_r"),
        Level("different", "ELSE"),
    ),
)
_SIBLINGS = (
    "father_l = father_r AND surname_l = surname_r"
    " AND (given_known_l <> given_known_r OR levenshtein(given_l, given_r) > 3)"
)
"""One father and one surname say nothing of one person where the given names are two."""
father = Comparison(
    "father",
    "father_initial_l IS NULL OR father_initial_r IS NULL",
    (
        Level("same, of brothers or sisters", _SIBLINGS, HALF, m=1e-3, u=1e-3),
        Level("same", "father_l = father_r", HALF, "father"),
        Level("same name, otherwise written", "father_known_l = father_known_r", HALF, "father", 0.5),
        Level("another known name", "father_known_l <> father_known_r"),
        Level("same consonants", _consonants("father"), HALF, "father", 0.5),
        Level("one letter apart", _one_apart("father"), HALF, "father", 0.5),
        Level("two letters apart", _apart("father_l", "father_r", 2, 6)),
        Level("same initial", "(father_l IS NULL OR father_r IS NULL) AND father_initial_l = father_initial_r"),
        Level("different", "ELSE"),
    ),
)
_BOTH_DAYS = "length(birth_l) = 10 AND length(birth_r) = 10"
_TURNED = "substr(birth_l, 6, 2) = substr(birth_r, 9, 2) AND substr(birth_l, 9, 2) = substr(birth_r, 6, 2)"
birth = Comparison(
    "birth",
    "birth_l IS NULL OR birth_r IS NULL",
    (
        Level(
            "same day",
            "(length(birth_l) = 10 AND birth_l = birth_r AND substr(birth_l, 6) <> '01-01')"
            " OR iin_birth_l = birth_r OR birth_l = iin_birth_r"
            " OR iin_birth_l = iin_birth_r",
            PERSON,
        ),
        Level(
            "day and month swapped",
            f"{_BOTH_DAYS} AND birth_l <> birth_r AND substr(birth_l, 1, 4) = substr(birth_r, 1, 4) AND {_TURNED}",
            HOUSEHOLD,
        ),
        Level(
            # 1 January is what clerks write for a day they do not know.
            "year agrees, a day missing or 1 January",
            f"substr(birth_l, 1, 4) = substr(birth_r, 1, 4) AND (NOT ({_BOTH_DAYS})"
            " OR substr(birth_l, 6) = '01-01' OR substr(birth_r, 6) = '01-01')",
        ),
        Level("one slip apart", f"{_BOTH_DAYS} AND {_slip('birth')}", HINT),
        Level("same month, other day", "substr(birth_l, 1, 7) = substr(birth_r, 1, 7)", HINT),
        Level("same day, other year", f"{_BOTH_DAYS} AND substr(birth_l, 6) = substr(birth_r, 6)", HINT),
        Level("day and month swapped, other year", f"{_BOTH_DAYS} AND {_TURNED}", HINT),
        Level("same year, other day", "substr(birth_l, 1, 4) = substr(birth_r, 1, 4)", BAR),
        Level("another year", f"NOT ({_BOTH_DAYS})", BAR),
        Level("far apart", "ELSE", DOUBT),
    ),
)


def _equal(column: str, proof: Proof, otherwise: Proof | None = None, *, look: bool = False) -> Comparison:
    return Comparison(
        column,
        f"{column}_l IS NULL OR {column}_r IS NULL",
        (Level("same", f"{column}_l = {column}_r", proof, look=look), Level("different", "ELSE", otherwise)),
    )


_IN_A_ROW = "right(document_l, 1) <> right(document_r, 1) AND document_letters_l <> document_letters_r"


def _near(tenths: int) -> str:
    """Two addresses that differ in so many tenths of their letters, in their order or sorted."""
    return " OR ".join(
        f"10 * levenshtein({key}_l, {key}_r) <= {tenths} * greatest(length({key}_l), length({key}_r))"
        for key in ("address", "address_letters")
    )


PERSON_RESOLVER = Resolver(
    comparisons=(
        given,
        surname,
        father,
        birth,
        _equal("iin", PERSON, CONFLICT, look=True),
        Comparison(
            "documents",
            "documents_l IS NULL OR documents_r IS NULL",
            (
                Level("one in common", "list_has_any(documents_l, documents_r)", NUMBER, look=True),
                Level("one slip apart, in a row", f"{_slip('document')} AND {_IN_A_ROW}", HINT, m=0.02, u=1e-4),
                Level("one slip apart", _slip("document"), SLIP, m=0.02, u=2e-5),
                Level("different", "ELSE"),
            ),
        ),
        _equal("phone", HOUSEHOLD),
        _equal("email", HOUSEHOLD),
        _equal("account", PERSON),
        _equal("wallet", PERSON),
        _equal("device", HOUSEHOLD),
        Comparison(
            "address",
            "address_l IS NULL OR address_r IS NULL",
            (
                Level("same", "address_l = address_r", HOUSEHOLD, m=0.45, u=1e-4),
                Level("same house", "door_l = door_r", HOUSEHOLD, m=0.2, u=1e-4),
                Level("nearly the same", _near(3), HOUSEHOLD, m=0.15, u=1e-4),
                Level("much alike", _near(4), HALF, m=0.05, u=1e-3),
                Level("different", "ELSE", m=0.15, u=0.9987),
            ),
        ),
        Comparison(
            "city",
            "city_l IS NULL OR city_r IS NULL",
            (Level("same", "city_l = city_r", HALF, "city"), Level("different", "ELSE")),
        ),
    ),
    # Two records are compared when all columns of one line agree. No line is a name alone.
    blocking=(
        ("iin",),
        ("documents",),
        # A slip of the hand leaves one half whole.
        ("document_head", "initials"),
        ("document_tail", "initials"),
        ("phone",),
        ("email",),
        ("account",),
        ("wallet",),
        ("device",),
        ("birth_full", "given_skeleton"),
        ("birth_full", "surname_skeleton"),
        ("birth_full", "initials"),
        ("birth_full", "door"),
        ("given_skeleton", "surname_skeleton", "birth_year"),
        ("given_skeleton", "surname_skeleton", "birth_day"),
        ("given_skeleton", "father_skeleton", "city"),
        ("door", "given_initial"),
        ("address",),
    ),
    # Weights are learned on pairs that agree on these; each line leaves out the comparisons that read its columns.
    training=(
        ("iin", "iin_birth"),
        ("birth",),
        ("email",),
        ("phone", "given_skeleton"),
        ("given_skeleton", "surname_skeleton"),
    ),
    identifiers=("iin", "phone", "email", "account", "wallet", "device"),
    hub_block=200,
    hub_names=25,
    same_at=4.0,
    review_at=0.0,
    linkage_at=-4.0,
    model=Path(__file__).with_suffix(".json"),
)
