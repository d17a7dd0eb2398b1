-- write_reference(family, code, source, fact_count, facts, derived_by)
INSERT INTO tracker.reference (family, code, source, fact_count, facts, derived_by)
VALUES ($1::smallint, $2::text, $3::text, $4::integer, $5::bytea, $6::integer)
ON CONFLICT (family, code, source)
DO UPDATE SET fact_count = excluded.fact_count, facts = excluded.facts,
    derived_by = excluded.derived_by
