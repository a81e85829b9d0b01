"""Names read in processes of their own are read as names are here."""

from fundlink.names.processes import name_tables
from fundlink.names.table import Written, name_table

TERMS = {"given": {"uliug": 0.01}, "surname": {"tuman": 0.02}}
BATCHES: list[list[Written]] = [
    [("Ахметов Серік Болатұлы", None), ("Sidik Axmetov", None)],
    [("Tuman Uliug", None)],
    [("محمد العلي", "عمر")],
]


def test_batches_come_back_read_and_in_order() -> None:
    here = [name_table(batch, TERMS) for batch in BATCHES]
    assert list(name_tables(iter(BATCHES), len(BATCHES), TERMS)) == here
    assert here[1]["given"].to_pylist() == ["uliug"]  # The terms went along.


def test_who_stops_asking_leaves_no_process() -> None:
    reading = name_tables(iter(BATCHES * 4), 12, None)
    assert next(reading).num_rows == 2
    reading.close()
