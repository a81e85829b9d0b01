"""Screening 10,000 names against the UN and OFAC lists: `python -m benchmarks.screening --data DIR`.

DIR holds the real files (default: $FUNDLINK_REAL_DATA). Both lists are read through their sources. Half of the names
are listed ones: good aliases, as they are, misspelt as the district's clerks do, cut to first and last word, or
written in Cyrillic or Arabic letters. Half belong to nobody listed: persons and organisations of a fictional
district, as its records write them, with their birth dates. Beside them stand harder strangers: the first word of one
listed person's name with the last of another's. In the same run rapidfuzz (WRatio over anyascii, in lower case) scans
all listed names for some of the names, on one thread as fundlink.

Targets: at least 10 times rapidfuzz's names a second; every UN entry found by each of its good aliases; at most 1
false hit and 20 false possible a 1,000 unlisted names.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from anyascii import anyascii
from rapidfuzz import fuzz, process

from fundlink.config import Home
from fundlink.mentions import mention
from fundlink.screening import Listing, Quality, Screener, Subject, verdict_of
from fundlink.sources.declared import declared_sources
from fundlink.sources.read import read
from fundlink.world.clerk import Clerk
from fundlink.world.crowdfunding import DONOR
from fundlink.world.hawala import SENDER
from fundlink.world.noise import misspell
from fundlink.world.npo import OFFICER
from fundlink.world.organizations import Organizations
from fundlink.world.people import Population
from fundlink.world.romanise import arabic

UN, OFAC = "un_sc_consolidated_2025-04-19.xml", "ofac_2021-07"
MANNERS = {"as it is": 30, "misspelt": 30, "first and last": 15, "Cyrillic": 15, "Arabic": 10}
ORGANIZATIONS = 0.15
"""Share of organisations among the unlisted."""

SCANNED = 200
"""Names that rapidfuzz scans: enough to tell its speed."""

_SEVERAL = {
    **{"shch": "щ", "sch": "щ", "kh": "х", "zh": "ж", "sh": "ш", "ch": "ч", "ts": "ц", "th": "т", "dh": "д"},
    **{"gh": "г", "ph": "ф", "ya": "я", "yu": "ю", "ee": "и", "oo": "у", "ou": "у", "ck": "к"},
}
_SINGLE = dict(zip("abcdefghijklmnopqrstuvwxyz", "абкдефгхижклмнопкрстувукйз", strict=True))


class Listed(NamedTuple):
    """A name of a listing, as somebody writes it."""

    written: str
    manner: str
    listing: Listing


def load(data: Path, home: Home) -> Screener:
    """Read both lists into the home."""
    shutil.copytree(data / OFAC, home.inbox / "ofac_sdn")
    (home.inbox / "un_sc_sanctions").mkdir()
    shutil.copy(data / UN, home.inbox / "un_sc_sanctions")
    sources = declared_sources()
    for source in sources:
        if (home.inbox / source.name).is_dir():
            reading = read(home, source, home.inbox, "benchmark")
            assert reading.stopped is None, reading.stopped
            mention(home, source)
    return Screener.of(home, sources)


def cyrillic(name: str) -> str:
    """A Latin name letter by letter in Cyrillic, as an officer who hears it writes it."""
    text = anyascii(name).casefold()
    for several, letter in _SEVERAL.items():
        text = text.replace(several, letter)
    return "".join(_SINGLE.get(letter, letter) for letter in text if letter not in "'`").title()


def in_arabic(name: str) -> str:
    """The same in Arabic letters."""
    return " ".join(arabic(word) for word in cyrillic(name).replace("-", " ").split() if word.isalpha())


def write(rng: Random, name: str, manner: str) -> str:
    """A listed name in one of `MANNERS`."""
    words = name.split()
    if manner == "misspelt":
        at = max(range(len(words)), key=lambda at: (len(words[at]), rng.random()))
        words[at] = misspell(rng, words[at], rng.choice(("slip", "drop", "double", "swap")))
        return " ".join(words)
    if manner == "first and last":
        return f"{words[0]} {words[-1]}" if len(words) > 2 else name
    changed: dict[str, Callable[[str], str]] = {"Cyrillic": cyrillic, "Arabic": in_arabic}
    return changed[manner](name) if manner in changed else name


def listed_names(rng: Random, screener: Screener, count: int) -> list[Listed]:
    """So many good names of listings; what no Latin letters write is not turned into another script."""
    named = [
        (entry, name) for entry in screener.listings for name, quality in entry.names if quality is not Quality.WEAK
    ]
    manners = rng.choices(list(MANNERS), list(MANNERS.values()), k=count)
    found = []
    for (entry, name), manner in zip(rng.choices(named, k=count), manners, strict=True):
        latin = name.isascii() or manner not in ("Cyrillic", "Arabic")
        found.append(Listed(write(rng, name, manner if latin else "as it is"), manner if latin else "as it is", entry))
    return found


def unlisted(rng: Random, seed: int, count: int) -> list[Subject]:
    """So many persons and organisations of a district of its own seed, as its records write them."""
    population, clerk = Population(Random(f"{seed}/people")), Clerk(Random(f"{seed}/clerk"))
    population.settle(count)
    bodies = Organizations(Random(f"{seed}/organizations"))
    found: list[Subject] = []
    for person in population.people:
        if len(found) == count:
            break
        if rng.random() < ORGANIZATIONS:
            npo = bodies.npo()
            found.append(Subject((rng.choice((npo.name_kk, npo.name_ru, npo.name_latin)),), "organization"))
        else:
            written = clerk.write(person, rng.choice((OFFICER, DONOR, SENDER)))
            born = (written["birth_date"],) if written["birth_date"] else ()
            found.append(Subject((written.name,), "person", born))
    return found


def chimeras(rng: Random, screener: Screener, count: int) -> list[Subject]:
    """Strangers who bear the first word of one listed person's name and the last of another's."""
    persons = [entry for entry in screener.listings if entry.kind == "person" and len(entry.names[0][0].split()) > 1]
    pairs = [rng.sample(persons, 2) for _ in range(count)]
    return [Subject((f"{a.names[0][0].split()[0]} {b.names[0][0].split()[-1]}",), "person") for a, b in pairs]


def false_rates(screener: Screener, subjects: Sequence[Subject]) -> dict[str, Any]:
    """Verdicts on names that nobody listed bears, a 1,000; and some of the possible ones."""
    verdicts, examples = Counter[str](), []
    for subject in subjects:
        matches = screener.screen_subject(subject)
        verdicts[verdict_of(matches).value] += 1
        if matches:
            examples.append(f"{subject.names[0]}: {matches[0].verdict} {'; '.join(matches[0].agrees)}")
    rates = {f"{name} a 1,000": round(1000 * verdicts[name] / len(subjects), 2) for name in ("hit", "possible")}
    return {"names": len(subjects), **rates, "examples": examples[:15]}


def found_by(screener: Screener, names: Sequence[Listed]) -> dict[str, Any]:
    """Share of listed names whose listing is among the matches, by list, by manner, and both; and some misses."""
    asked, found = Counter[str](), Counter[str]()
    misses = []
    for written, manner, listing in names:
        is_found = any(match.listing is listing for match in screener.screen(written))
        for group in ("all", listing.list, manner, f"{listing.list}, {listing.kind}, {manner}"):
            asked[group] += 1
            found[group] += is_found
        if not is_found:
            misses.append(f"{listing.reference_number} {manner}: {written}")
    shares = {group: round(found[group] / asked[group], 4) for group in sorted(asked)}
    return {"names": len(names), "found": shares, "misses": misses[:40]}


def every_un_name(screener: Screener) -> dict[str, Any]:
    """Each UN entry asked for by each of its names, by the quality that the list states."""
    asked, found = Counter[Quality](), Counter[Quality]()
    missed: dict[Quality, list[str]] = defaultdict(list)
    for entry in screener.listings:
        if entry.source == "un_sc_sanctions":
            for name, quality in entry.names:
                asked[quality] += 1
                if any(match.listing is entry for match in screener.screen(name)):
                    found[quality] += 1
                else:
                    missed[quality].append(f"{entry.reference_number} {name}")
    return {
        quality: {"names": asked[quality], "found": found[quality], "missed": missed[quality][:10]} for quality in asked
    }


def speed(screener: Screener, names: Sequence[str]) -> dict[str, Any]:
    """Names a second, each on one thread, in this process; rapidfuzz on some of them."""
    start = time.perf_counter()
    for name in names:
        screener.screen(name)
    ours = len(names) / (time.perf_counter() - start)
    choices = [anyascii(name).casefold() for entry in screener.listings for name, _ in entry.names]
    queries = [anyascii(name).casefold() for name in names[:: len(names) // SCANNED]]
    start = time.perf_counter()
    process.cdist(queries, choices, scorer=fuzz.WRatio, score_cutoff=85, workers=1)
    theirs = len(queries) / (time.perf_counter() - start)
    return {
        "listed names": len(choices),
        "fundlink names a second": round(ours, 1),
        "rapidfuzz names a second": round(theirs, 1),
        "ratio": round(ours / theirs, 1),
    }


def main() -> None:
    """Load, screen, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("FUNDLINK_REAL_DATA"))
    parser.add_argument("--names", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=9_001)
    given = parser.parse_args()
    if given.data is None:
        parser.error("--data, or FUNDLINK_REAL_DATA, must name the folder with the real files")
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        screener = load(given.data, Home(Path(folder)))
        loaded = round(time.perf_counter() - start, 1)
    rng = Random(f"{given.seed}/screening")
    listed = listed_names(rng, screener, given.names // 2)
    strangers = unlisted(rng, given.seed, given.names // 2)
    every = [one.written for one in listed] + [subject.names[0] for subject in strangers]
    rng.shuffle(every)
    figures = {
        "lists": screener.lists,
        "seconds to read the lists and index them": loaded,
        "speed": speed(screener, every),
        "UN entries by each of their names": every_un_name(screener),
        "unlisted, of the district": false_rates(screener, strangers),
        "unlisted, mixed of listed names": false_rates(screener, chimeras(rng, screener, 2_000)),
        "listed, as people write them": found_by(screener, listed),
    }
    print(json.dumps(figures, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
