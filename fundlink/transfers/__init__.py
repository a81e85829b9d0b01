"""One transfer told by several records: found by declared rules, taken apart by a human's word."""

from fundlink.transfers.resolve import Joined, resolve_transfers
from fundlink.transfers.rule import TransferResolver, TransferRule

__all__ = ["Joined", "TransferResolver", "TransferRule", "resolve_transfers"]
