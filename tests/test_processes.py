"""What is done in processes of its own is what is done here."""

from fundlink.names.table import Written, name_table
from fundlink.processes import in_processes

TERMS = {"given": {"uliug": 0.01}, "surname": {"tuman": 0.02}}
BATCHES: list[list[Written]] = [
    [("Ахметов Серік Болатұлы", None), ("Sidik Axmetov", None)],
    [("Tuman Uliug", None)],
    [("محمد العلي", "عمر")],
]


def test_batches_come_back_done_and_in_order() -> None:
    here = [name_table(batch, TERMS) for batch in BATCHES]
    assert list(in_processes(name_table, iter(BATCHES), len(BATCHES), TERMS)) == here
    assert here[1]["given"].to_pylist() == ["uliug"]  # The terms went along.


def test_who_stops_asking_leaves_no_process() -> None:
    doing = in_processes(name_table, iter(BATCHES * 4), 12, None)
    assert next(doing).num_rows == 2
    doing.close()
