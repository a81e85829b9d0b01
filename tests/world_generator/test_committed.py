"""The small district in tests/world is what the generator writes today."""

from __future__ import annotations

from pathlib import Path

from fundlink.world import write_world
from tests.world_generator.read import World, digests

SMALL = Path(__file__).parent.parent / "world"
ARGUMENTS = {"people": 60, "transfers": 60, "seed": 7}


def test_committed_district_is_written_again_byte_for_byte(tmp_path: Path) -> None:
    """After a change of the generator: fundlink world --people 60 --transfers 60 --seed 7 tests/world."""
    write_world(tmp_path, **ARGUMENTS)
    for folder in ("inbox", "truth"):
        assert digests(SMALL / folder) == digests(tmp_path / folder)


def test_one_person_is_named_in_cyrillic_latin_and_arabic() -> None:
    world = World(SMALL)
    case = next(row for row in world.truth("planted") if row["case"] == "campaign_becomes_hawala_1")
    person = case["subjects"].split()[1]
    names = []
    for source, key, role in (
        ("crowdfunding_donations", "donation_id", "donor"),
        ("informal_transfers", "transfer_id", "sender"),
    ):
        for row in world.table(source):
            if world.true_id.get((source, row[key], role, "")) == person:
                names.append(row[f"{role}_name"])
    assert {_script(name) for name in names} == {"latin", "cyrillic", "arabic"}


def _script(name: str) -> str:
    return "latin" if name[0] <= "ɏ" else "cyrillic" if name[0] <= "ӿ" else "arabic"
