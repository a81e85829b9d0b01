"""Where it is written: the file, row and original text behind any node, relationship or transfer, from the tables."""

from fundlink.evidence.asked import evidence
from fundlink.evidence.records import Evidence, Shown

__all__ = ["Evidence", "Shown", "evidence"]
