"""Screening: is this party on a list, was it, or may it be, and why.

A name alone is never more than possible; the law is in `law.py`.
"""

from fundlink.screening.law import Verdict
from fundlink.screening.listings import Listing, Quality, read_listings
from fundlink.screening.screener import Answer, Match, Screener, verdict_of
from fundlink.screening.subject import Subject, date_of

__all__ = [
    "Answer",
    "Listing",
    "Match",
    "Quality",
    "Screener",
    "Subject",
    "Verdict",
    "date_of",
    "read_listings",
    "verdict_of",
]
