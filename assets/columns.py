"""What a source's columns hold, in words: for the Dagster UI and for `docs/sources.md`."""

from datetime import datetime
from decimal import Decimal

import dagster as dg

from fundlink.sources import Column, LongText, PartialDate, Source

_KINDS = {
    PartialDate: "date: 1980, 1980-05 or 1980-05-17",
    LongText: "long text",
    datetime: "time, ISO 8601",
    int: "whole number",
    Decimal: "number",
    str: "text",
}


def kind_of(column: Column) -> str:
    """What stands in a cell of the column."""
    if column.money:
        return f"amount, decimal text; currency in `{column.money.currency}`"
    if column.only and column.only.words:
        return f"one of {', '.join(column.only.words)}"
    return _KINDS[column.kind]


def schema_of(source: Source) -> dg.TableSchema:
    """The columns that a file of the source has."""
    return dg.TableSchema(
        [
            dg.TableColumn(
                column.name,
                _type(column),
                description=kind_of(column),
                constraints=dg.TableColumnConstraints(nullable=not column.required),
            )
            for column in source.columns
        ]
    )


def _type(column: Column) -> str:
    return {int: "integer", Decimal: "decimal", datetime: "datetime"}.get(column.kind, "string")
