"""Many names at once: an Arrow table of the keys that are compared."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import repeat

import pyarrow as pa
import pyarrow.compute as pc

from fundlink.names.folding import skeleton
from fundlink.names.known import known_apart, known_consonants, known_name, lacks_letter, spelled_in_arabic
from fundlink.names.parsing import NameKeys, parse_name
from fundlink.names.short_forms import other_forms
from fundlink.names.words import without_ending, without_last_vowels

_RARE = 1e-6
"""Frequency of a term the model has never seen, where only the order of given name and surname is asked."""

_USUAL = 3e-4
"""Share of records with a term, from which it is a name that people have, and no slip of the pen."""

Terms = Mapping[str, Mapping[str, float]]
Written = tuple[str, str | None]


def _frequency(terms: Mapping[str, float], key: str) -> float:
    return terms.get(key, _RARE) if key else 1.0


def _in_order(keys: NameKeys, terms: Terms | None) -> NameKeys:
    """Given name and surname of an unordered name, told apart by how often each word is one or the other."""
    if keys.ordered or not terms:
        return keys
    given, surname = terms["given"], terms["surname"]
    as_is = _frequency(given, keys.given) * _frequency(surname, without_last_vowels(keys.surname))
    turned = _frequency(given, keys.surname) * _frequency(surname, without_last_vowels(keys.given))
    if turned <= as_is:
        return keys
    return keys._replace(
        given=keys.surname,
        surname=keys.given,
        given_initial=keys.surname_initial,
        surname_initial=keys.given_initial,
        given_spelled=keys.surname_spelled,
        surname_spelled=keys.given_spelled,
        given_latin=keys.surname_latin,
        surname_latin=keys.given_latin,
        given_letter=keys.surname_letter,
        surname_letter=keys.given_letter,
    )


@contextmanager
def _no_cycles() -> Iterator[None]:
    """While names are read, no object refers to itself: to search for those takes Python a fifth of the time."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


@_no_cycles()
def name_table(names: Sequence[Written], terms: Terms | None) -> pa.Table:
    """The keys of each name, a row a name.

    Args:
        names: as written, and the father's name where the source has a column of its own.
        terms: frequencies of `given` and `surname`, to order names that do not tell their order themselves.

    Returns:
        `name`, `father_name` and what is compared of them, all text but the flags `ordered`, `descended` and `abjad`.
    """
    keys = [_in_order(parse_name(name, father), terms) for name, father in names]
    told = dict(zip(NameKeys._fields, zip(*keys, strict=True) if keys else repeat(()), strict=False))
    columns = {"name": _words(name for name, _ in names), "father_name": _words(father for _, father in names)}
    told["surname"] = tuple(_of_family(key, without_last_vowels) for key in told.get("surname", ()))
    abjad = pa.array(told["abjad"], pa.bool_())
    for part in ("given", "surname", "father"):
        words = _words(told[part])
        columns[part] = words
        columns[f"{part}_skeleton"] = _of_each(words, skeleton)
        known = _of_each(words, known_name)
        if part != "father":
            columns[f"{part}_spelled"] = spelled = _words(told[f"{part}_spelled"])
            # Arabic letters may be two for one vowel: إيمان.
            lacking = pc.and_(pc.is_valid(_of_each(spelled, _lacking)), pc.invert(abjad))
            known = pc.if_else(lacking, None, known)
        columns[f"{part}_known"] = known
        columns[f"{part}_initial"] = _words(told[f"{part}_initial"])
    surnames = terms["surname"] if terms else {}
    columns["surname_usual"] = _of_each(
        columns["surname"], {key: key for key, share in surnames.items() if share >= _USUAL}.get
    )
    columns["given_arabic"] = _of_each(columns["given"], spelled_in_arabic)
    columns["given_consonants"] = _of_each(columns["given"], known_consonants)
    for part in ("given_latin", "surname_latin", "given_letter"):
        columns[part] = _words(told[part])
    columns["given_forms"] = _of_each(columns["given"], _forms)
    columns["given_bare"] = _of_each(columns["given"], without_last_vowels)
    columns["middle"] = _words(map(_middle, keys))
    whole = _words(one.given + one.father + "".join(one.others) + one.surname for one in keys)
    columns["whole"] = _of_each(whole, skeleton)
    columns["surname_stem"] = _of_each(columns["surname"], lambda key: _of_family(key, without_ending))
    columns |= {column: _words(told[column]) for column in ("gender", "generation")}
    return pa.table(
        columns | {flag: pa.array(told[flag], pa.bool_()) for flag in ("ordered", "descended")} | {"abjad": abjad}
    )


def _middle(keys: NameKeys) -> str | None:
    """The words between given name and surname, as surnames: of two surnames the first may stand there."""
    words = (*(() if keys.patronymic or not keys.father else (keys.father,)), *keys.others)
    return f"|{'|'.join(map(without_last_vowels, words))}|" if words else None


def _of_family(key: str, shortened: Callable[[str], str]) -> str:
    """A surname as all its family bear it. But of two given names in unknown order Samira is not Samir."""
    return key if known_apart(key, without_last_vowels(key)) else shortened(key)


def _lacking(spelled: str) -> str | None:
    return spelled if lacks_letter(spelled) else None


def _words(told: Iterable[str | None]) -> pa.Array:
    return pa.array([word or None for word in told], pa.string())


def _of_each(words: pa.Array, made: Callable[[str], str | None]) -> pa.Array:
    """What is made of each word, asked once for each distinct one: names are many, their words are few."""
    encoded = words.dictionary_encode()
    return _words(made(word) for word in encoded.dictionary.to_pylist()).take(encoded.indices)


def _forms(given: str) -> str | None:
    """What else somebody may be called, whose given name is a short form."""
    forms = other_forms(given)
    return f"|{'|'.join(sorted(forms))}|" if forms else None
