"""Why a listing is, or is not, the party that was screened: one short sentence a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fundlink.identifiers import parse_iin
from fundlink.screening.birth import Born
from fundlink.screening.law import NameEvidence
from fundlink.screening.listings import Listing
from fundlink.screening.subject import Subject

_NUMBERS = {"numbers": "number", "wallets": "wallet", "phones": "phone", "emails": "e-mail"}
_BORN = {
    Born.DAY: "birth date",
    Born.YEAR: "year of birth",
    Born.NEAR: "birth within two years",
}


def conflicts(subject: Subject, listing: Listing) -> tuple[str, ...]:
    """What the identity numbers contradict: another IIN, or another sex."""
    iins = {iin.number: iin for iin in subject.iins}
    listed = {iin.number: iin for number in listing.numbers if (iin := parse_iin(number))}
    found = []
    if iins and listed and not iins.keys() & listed.keys():
        found.append(f"another IIN: {_list(iins)}, listed {_list(listed)}")
    sexes = {iin.sex for iin in iins.values()}
    told = {listing.sex} if listing.sex else {iin.sex for iin in listed.values()}
    if sexes and told and not sexes & told:
        found.append(f"another sex: {_list(sexes)} by the IIN, listed {_list(told)}")
    return tuple(found)


def agreeing(
    name: NameEvidence | None, subject: Subject, listing: Listing, born: Born, shared: Iterable[tuple[str, str]]
) -> Iterator[str]:
    """What agrees: numbers first, then the name, then birth."""
    for kind, key in sorted(shared):
        yield f"{_NUMBERS[kind]} {key}"
    if name is not None:
        yield _name(name)
    if born > Born.UNKNOWN:
        yield f"{_BORN[born]}: {_list(subject.born)}, listed {_list((*listing.birth_dates, *listing.birth_between))}"


def contradicting(
    name: NameEvidence | None, subject: Subject, listing: Listing, born: Born, conflicts: Iterable[str]
) -> Iterator[str]:
    """What contradicts."""
    if name is None and subject.names:
        yield f"the name differs: listed «{listing.names[0][0]}»" if listing.names else "no name is listed"
    if name is not None and name.initials < 0:
        yield f"the initials differ: listed «{name.name}»"
    yield from conflicts
    if born is Born.AGAINST:
        years = (*listing.birth_dates, *listing.birth_between)
        yield f"another time of birth: {_list(subject.born)}, listed {_list(years)}"


def _name(name: NameEvidence) -> str:
    found = name.likeness
    if not found.shared:
        extent = "every word, all of them generic"
    elif found.whole:
        extent = "the whole name"
    else:
        words = f"{found.shared} word{'s' * (found.shared > 1)}"
        extent = f"{words}, {found.asked:.0%} of the name asked for and {found.listed:.0%} of the listed"
    spelling = "" if found.exact else ", spelt otherwise"
    initials = ", and the initials fit" if name.initials > 0 else ""
    return f"{name.quality} «{name.name}»: {extent}{spelling}{initials} ({name.bits:.0f} bits)"


def _list(values: Iterable[str]) -> str:
    return ", ".join(sorted(values))
