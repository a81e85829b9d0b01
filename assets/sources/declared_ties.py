"""Ties that a source declares between two parties: kinship, employment, trade.

Taken from civil and tax registers or from what a person under audit states; nightly at most. Each side is an entry of
any source: its name, its key there and the role in that entry. A tie lacks nothing against anybody: it is
counter-evidence as often as evidence.
"""

from __future__ import annotations

from dataclasses import dataclass

from fundlink.sources import PartialDate, any_ref, related_to, source


@source(
    title="Declared ties between parties",
    publisher="Civil and tax registers; the unit's own notes",
    key="tie_id",
    cron="30 2 * * *",
    mentions={
        "a": any_ref(source="a_source", key="a_key", role="a_role"),
        "b": any_ref(source="b_source", key="b_key", role="b_role"),
    },
    facts=[related_to("a", "b", kind="kind", valid_from="from_date", valid_to="to_date")],
)
@dataclass(frozen=True, slots=True)
class DeclaredTie:
    """One tie."""

    tie_id: str
    kind: str
    a_source: str
    a_key: str
    a_role: str
    b_source: str
    b_key: str
    b_role: str
    from_date: PartialDate | None
    to_date: PartialDate | None
