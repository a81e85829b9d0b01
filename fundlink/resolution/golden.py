"""Tables of the resolved: what is known of each party."""

from __future__ import annotations

MOST_NAMES = 25
"""Spellings kept of one party, the most frequent first."""

PERSON = ("name", "aliases", "father_name", "birth_dates", "iin", "country")
"""Columns of the mentions that tell of a person."""


def _most_frequent(value: str, alias: str) -> str:
    """SQL: one row a party, the value most of its mentions state; ties go to the longer, then to the alphabet."""
    return f"""
        SELECT id, {value} AS {alias} FROM said WHERE {value} IS NOT NULL GROUP BY id, {value}
        QUALIFY row_number() OVER (PARTITION BY id ORDER BY count(*) DESC, length({value}) DESC, {value}) = 1
    """


def _shared(mentions: str) -> str:
    return f"""
        WITH said AS (FROM {mentions} JOIN ids USING (mention_id)),
        spelled AS (
            SELECT id, name, count(*) AS times
            FROM (SELECT id, unnest(list_prepend(name, aliases)) AS name FROM said) WHERE name IS NOT NULL GROUP BY ALL
        ),
        fullest AS (
            SELECT id, name FROM said WHERE name IS NOT NULL GROUP BY id, name
            QUALIFY row_number() OVER (
                PARTITION BY id ORDER BY len(string_split(name, ' ')) DESC, count(*) DESC, length(name) DESC, name) = 1
        ),
        others AS (
            -- Sorted as a list: to gather a few names of each party in their order takes DuckDB three times as long.
            SELECT id, list_transform(
                list_sort(list({{'seldom': -times, 'name': name}}))[:{MOST_NAMES}], lambda each: each.name) AS names
            FROM spelled ANTI JOIN fullest USING (id, name) GROUP BY id
        ),
        base AS (
            SELECT id, count(*) AS mention_count,
                coalesce(list_sort(list_distinct(list(country) FILTER (country IS NOT NULL))), []) AS countries
            FROM said GROUP BY id
        )
    """


def persons_sql(mentions: str) -> str:
    """One row a person. The identity number tells the birth date where there is one; a day beats a year alone.

    Of days of one year that are said equally often (day and month may be swapped), what they have in common.

    Needs `numbers(iin, iin_birth, sex)` beside the mentions and `ids`.
    """
    return f"""
        {_shared(mentions)},
        births AS (
            SELECT id, CASE WHEN min(birth) = max(birth) OR left(min(birth), 4) <> left(max(birth), 4) THEN min(birth)
                ELSE rtrim(left(min(birth), if(left(min(birth), 7) = left(max(birth), 7), 7, 4)), '-') END AS birth
            FROM (SELECT id, birth FROM (SELECT id, unnest(birth_dates) AS birth FROM said) GROUP BY id, birth
                QUALIFY rank() OVER (PARTITION BY id ORDER BY length(birth) DESC, count(*) DESC) = 1)
            GROUP BY id
        ),
        numbered AS (
            SELECT n.id, n.iin, f.iin_birth, f.sex FROM ({_most_frequent("iin", "iin")}) n
            LEFT JOIN numbers f USING (iin)
        ),
        fathers AS ({_most_frequent("father_name", "father_name")})
        SELECT id AS person_id, f.name, coalesce(o.names, []) AS names, coalesce(n.iin_birth, b.birth) AS birth_date,
            n.sex, n.iin, fathers.father_name, base.countries, base.mention_count
        FROM base LEFT JOIN fullest f USING (id) LEFT JOIN others o USING (id) LEFT JOIN births b USING (id)
        LEFT JOIN numbered n USING (id) LEFT JOIN fathers USING (id)
        ORDER BY person_id
    """


def organizations_sql() -> str:
    """One row an organisation, with the graph labels its mentions earned."""
    return f"""
        {_shared("mentions")},
        numbers AS ({_most_frequent("bin", "bin")}),
        labelled AS (
            SELECT id, list_sort(list_distinct(flatten(list(labels)))) AS labels FROM said GROUP BY id
        )
        SELECT id AS organization_id, f.name, coalesce(o.names, []) AS names, n.bin, base.countries, l.labels,
            base.mention_count
        FROM base LEFT JOIN fullest f USING (id) LEFT JOIN others o USING (id) LEFT JOIN numbers n USING (id)
        LEFT JOIN labelled l USING (id)
        ORDER BY organization_id
    """
