"""What humans decided: which mentions are one party, which records one transfer, and which are not.

An input of every refresh.
"""

from fundlink.decisions.contradiction import Contradiction
from fundlink.decisions.decision import Decision, Decisions, Pair, Verb, Word, classes, is_transfer, ordered
from fundlink.decisions.ledger import read
from fundlink.decisions.writing import Writer, writing

__all__ = [
    "Contradiction",
    "Decision",
    "Decisions",
    "Pair",
    "Verb",
    "Word",
    "Writer",
    "classes",
    "is_transfer",
    "ordered",
    "read",
    "writing",
]
