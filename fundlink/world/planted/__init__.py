"""Planted cases: for every query something it must find, and an innocent look-alike it must not return.

Strengths run from half to five times a pattern's default threshold; where a case falls short of the default, the
truth expects it not to be found.
"""

from __future__ import annotations

from fundlink.world.district import District
from fundlink.world.everyday import Crowd
from fundlink.world.planted import beneficiaries, channels, links, listed, netting, tokens
from fundlink.world.planted.site import Site
from fundlink.world.sanctions import SanctionsList

MOST = 100
"""Plantings of each case, at most: the sanctions list has no more numbers."""
_STRENGTHS = (1.5, 0.5, 5.0, 1.0, 3.0, 2.0)
_CASES = (
    channels.becomes_hawala,
    channels.ends_at_npo,
    channels.sent_before,
    links.front_man,
    links.hotline,
    listed.listed_officer,
    listed.delisted,
    beneficiaries.different_causes,
    beneficiaries.same_cause,
    beneficiaries.one_npo,
    beneficiaries.namesake_beneficiaries,
    beneficiaries.changed_beneficiary,
    tokens.reused,
    tokens.never_sent,
    tokens.same_number_elsewhere,
    tokens.sent_again,
    tokens.two_books,
    netting.offsetting_books,
    netting.one_way,
)


def plant(district: District, crowd: Crowd, sanctions: SanctionsList, cases: int) -> None:
    """Plant every case `cases` times, the first time with one and a half times the default strength."""
    for index in range(cases):
        site = Site(district, crowd, sanctions, _STRENGTHS[index % len(_STRENGTHS)], index + 1)
        for case in _CASES:
            case(site)
