"""What makes two records one person: a table that a reader without SQL should be able to check.

Every comparison has levels, the first that holds is taken, and each level weighs what the trained model in
`person.json` says. What is law and no statistics stands in the third column:

- `NAME`: the given names agree. A name alone never makes two records one. `INITIAL`: they may agree.
- `PERSON`, `NUMBER`, `HOUSEHOLD`, two `HALF`: evidence beyond the name. One of them is needed. What a household may
  share (phone, e-mail, address, device, father's name with place) counts only beside a given name that agrees:
  brothers stay apart. Nor does it count beside a `STRANGER`, another surname or father's name: clients of one agent
  stay apart, and cousins. Two `HALF` count from `halves_at` bits, of rarer names.
- `HINT`: no evidence, but worth a human's look.
- `BAR`, `DOUBT`, `CONFLICT`: only a human may say `same`; a doubt and a conflict also keep the two out of one cluster.
  A bar or a doubt, but no conflict, is outweighed by a `NUMBER` (a document in common) beside two more agreements
  (`NAME`, `INITIAL`, `SURNAME`, `PERSON`, `HOUSEHOLD`), or by a `SLIP` (the document, with one slip of the hand) beside
  three: a clerk mistypes a birth date sooner than three things that agree. A doubt that a document outweighed within a
  cluster keeps nobody out who is one with either side: the records that say the right date are not driven off by the
  wrong one.

Columns are described in `fundlink/resolution/features.py`. Names are folded (`fundlink/names`), so that all
scripts and romanisations meet in one spelling.
"""

from __future__ import annotations

from pathlib import Path

from fundlink.resolution import Comparison, Level, Proof, Resolver
from resolvers.person_names import father, given, same_letters, surname

NAME, INITIAL, SURNAME, PERSON, NUMBER, SLIP, HOUSEHOLD, STRANGER, HALF, HINT, BAR, DOUBT, CONFLICT = Proof


def _slip(number: str) -> str:
    """One digit wrong, missing or too many, or two in each other's place."""
    a, b = f"{number}_l", f"{number}_r"
    return f"(levenshtein({a}, {b}) <= 2 AND (levenshtein({a}, {b}) <= 1 OR {same_letters(a, b)}))"


_BOTH_DAYS = "length(birth_l) = 10 AND length(birth_r) = 10"
_TURNED = "substr(birth_l, 6, 2) = substr(birth_r, 9, 2) AND substr(birth_l, 9, 2) = substr(birth_r, 6, 2)"
birth = Comparison(
    "birth",
    "birth_l IS NULL OR birth_r IS NULL",
    (
        Level(
            "same day",
            "(length(birth_l) = 10 AND birth_l = birth_r AND substr(birth_l, 6) <> '01-01')"
            " OR (iin_birth_l = birth_r AND substr(birth_r, 6) <> '01-01')"
            " OR (birth_l = iin_birth_r AND substr(birth_l, 6) <> '01-01')"
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


_IN_A_ROW = f"right(document_l, 1) <> right(document_r, 1) AND NOT {same_letters('document_l', 'document_r')}"


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
        ("document_head", "birth_full"),
        ("document_tail", "birth_full"),
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
    training={
        ("iin", "iin_birth"): "iin",
        ("birth",): "birth_dates[1]",
        ("email",): "email",
        ("phone", "given_skeleton"): "phone",
        ("given_skeleton", "surname_skeleton"): None,
    },
    # Shared by many given names they are no evidence: an agent's phone, a dormitory, an authority for a number.
    identifiers=("iin", "documents", "document", "phone", "email", "account", "wallet", "device", "address", "door"),
    hub_block=200,
    hub_names=25,
    same_at=4.0,
    # Below it, father's name and town were a third of all that was joined wrongly in a million mentions of a district.
    halves_at=12.0,
    review_at=0.0,
    linkage_at=-4.0,
    # A third record that is silent on a part says nothing of two who differ in it.
    parts={"given": NAME, "surname": SURNAME, "father": HALF, "birth": PERSON},
    # The check digit does not guard the last digit of the serial number, whose weight is the modulus (11).
    mistyped=_slip("iin"),
    model=Path(__file__).with_suffix(".json"),
)
