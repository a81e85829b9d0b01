"""Splink's SQL of a resolver and its model: it is the same for every refresh and for every question.

To make it takes Splink longer than to score the pairs of a small refresh, and to import Splink takes longer than an
answer may. So the SQL is kept in `FUNDLINK_HOME/resolution/`, a cache which may be deleted at any moment, and whoever
scores runs it as it is.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import version
from typing import Any

import duckdb
import pyarrow as pa

from fundlink.config import Home
from fundlink.resolution.columns import store
from fundlink.resolution.declaration import Resolver
from fundlink.resolution.model import Model, settings
from fundlink.tables import code, digest, write_atomically

VARIANT_PAIRS = "variant_pairs (join_key_l BIGINT, join_key_r BIGINT, match_key VARCHAR)"
"""What is predicted: `unique_id` of both sides. Splink wants the last column; it means nothing here."""


def predicting(
    connection: duckdb.DuckDBPyConnection, resolver: Resolver, model: Model, home: Home | None = None
) -> str:
    """SQL: the pairs of `variant_pairs` as Splink predicts them.

    Reads `compared`, the features of the profiles at hand, which must be there, and `terms_<column>`, the shares of its
    terms. Columns: `<column>_l` and `_r` of all that is compared; of each comparison `gamma_`, the level counted from
    the last, -1 where nothing is known, `mw_`, its weight, and `mw_tf_adj_`, what its term adds, where it has terms;
    `match_weight`, the sum, in bits.

    Args:
        connection: holds the tables.
        resolver: the declaration.
        model: frozen weights and term frequencies.
        home: where the SQL is kept.
    """
    columns = ", ".join(("unique_id", "profile", *resolver.compared))
    compared = connection.execute(f"SELECT {columns} FROM compared LIMIT 0").to_arrow_table()
    told = settings(resolver, model)
    if home is None:
        return _made_by_splink(compared, resolver, told)
    head = f"-- {digest(_CODE, version('splink'), json.dumps(told), compared.schema.to_string())}\n"
    file = home.path / "resolution" / f"{resolver.model.stem}.sql"
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    if not text.startswith(head):
        text = head + _made_by_splink(compared, resolver, told)
        # A home that may only be read is asked all the same.
        with suppress(OSError):
            write_atomically(file, lambda partial: partial.write_text(text, encoding="utf-8"))
    return text.removeprefix(head)


def _made_by_splink(compared: pa.Table, resolver: Resolver, told: Mapping[str, Any]) -> str:
    """Let Splink predict on empty tables, and take down what it runs."""
    from splink import DuckDBAPI, Linker

    ran: list[str] = []

    class TakenDown(DuckDBAPI):
        def _execute_sql_against_backend(self, final_sql: str) -> duckdb.DuckDBPyRelation:
            ran.append(final_sql)
            return super()._execute_sql_against_backend(final_sql)

    with duckdb.connect() as empty:
        store(empty, "compared", compared)
        empty.execute(f"CREATE TABLE {VARIANT_PAIRS}")
        for column in resolver.terms:
            empty.execute(f"CREATE TABLE terms_{column} ({column} VARCHAR, tf_{column} DOUBLE)")
        api = TakenDown(connection=empty)
        # Splink's check of the settings says only what a resolver's tests say, and costs a third of a second.
        made = Linker(api.register("compared"), dict(told), log_level=None, validate_settings=False)
        for column in resolver.terms:
            made.table_management.register_term_frequency_lookup(api.register(f"terms_{column}"), column)
        made.table_management.register_blocked_pairs_for_predict(api.register("variant_pairs"))
        made.inference.predict(warning_mode="never")
    makes = [sql.removeprefix("CREATE TABLE ").split(" AS\n", 1) for sql in ran if sql.startswith("CREATE TABLE ")]
    *before, (_, predicted) = makes
    steps = "".join(f"{name} AS ({sql}),\n" for name, sql in before)
    sql = f"WITH {steps}{predicted.removeprefix('WITH')}"
    for number, (name, _) in enumerate(before):
        # Splink gives each a name of chance.
        sql = sql.replace(name, f"step_{number}")
    return sql


_CODE = code(sys.modules[__name__])
