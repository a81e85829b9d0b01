"""Branches: each an organisation of its own, with a link to its head."""

from __future__ import annotations

import duckdb

SHARED = ("phone", "email", "account", "address")
"""What a branch may share with its head; with the head's name that is evidence."""


def make_links(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `links`: `organization_id` (the branch), `head_id`, `kind`, `evidence`, `record_ids` of the branch.

    A branch has one head, by the first of these that speaks of just one organisation:

    1. It states the head's business identification number.
    2. It bears the head's name, and shares something else with it.
    3. It bears the head's name, its name tells which words are the head's, and of all organisations that a register, a
       ledger or a sanctions list describes just one bears it. Neither may stand on a list: that is no tie for a name.

    A head with another number or legal form than the branch states is none.
    """
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE sought AS
        SELECT DISTINCT split_part(name_key, ' @ ', 1) AS head_key, head_number FROM bodies WHERE branch;
        CREATE OR REPLACE TEMP TABLE sides AS
        SELECT id, b.*, split_part(name_key, ' @ ', 1) AS head_key
        FROM (FROM bodies WHERE branch OR name_key IN (SELECT head_key FROM sought)
            OR number IN (SELECT head_number FROM sought)) b
        JOIN (SELECT profile, unnest(mentions) AS mention_id FROM profiles) USING (profile) JOIN ids USING (mention_id);
        CREATE OR REPLACE TEMP TABLE heads AS
        SELECT id, list(DISTINCT number) FILTER (number IS NOT NULL) AS numbers, bool_or(role = 'listed') AS listed,
            list_distinct(flatten(list(forms))) AS all_forms, bool_or(len(labels) > 0 OR role = 'listed') AS described
        FROM sides WHERE NOT branch GROUP BY id
    """)
    shared = " OR ".join(f"b.{column} = s.{column}" for column in SHARED)
    what = ", ".join(f"CASE WHEN b.{column} = s.{column} THEN 'same {column} ' || b.{column} END" for column in SHARED)
    # Joined on one column each: a condition with OR would compare every branch with every head.
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE candidates AS
        SELECT b.id, s.id AS head_id, 1 AS rank, ['states the number ' || b.head_number] AS evidence
        FROM sides b JOIN sides s ON s.number = b.head_number WHERE b.branch AND NOT s.branch
        UNION ALL
        SELECT b.id, s.id, CASE WHEN {shared} THEN 2 ELSE 3 END,
            CASE WHEN {shared} THEN list_filter(['bears the name', {what}], lambda x: x IS NOT NULL)
                ELSE ['bears the name, which no other organisation on record has'] END
        FROM sides b JOIN sides s ON s.name_key = b.head_key JOIN heads h ON h.id = s.id
        WHERE b.branch AND NOT s.branch AND (({shared}) OR (b.sure AND h.described))
            AND coalesce(list_contains(h.numbers, b.head_number), true)
            AND (len(b.forms) = 0 OR len(all_forms) = 0 OR list_has_any(b.forms, all_forms))
    """)
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE links AS
        WITH first AS (
            SELECT id, rank, count(DISTINCT head_id) AS heads, min(head_id) AS head_id,
                list_sort(list_distinct(flatten(list(evidence)))) AS evidence
            FROM candidates WHERE id <> head_id GROUP BY id, rank
            QUALIFY rank = min(rank) OVER (PARTITION BY id)
        )
        SELECT f.id AS organization_id, head_id, 'branch_of' AS kind, evidence,
            (SELECT list(DISTINCT record_id ORDER BY record_id) FROM mentions JOIN ids i USING (mention_id)
                WHERE i.id = f.id) AS record_ids
        FROM first f JOIN heads h ON h.id = head_id WHERE heads = 1
            AND (rank < 3 OR NOT (h.listed OR f.id IN (SELECT id FROM sides WHERE role = 'listed')))
    """)
