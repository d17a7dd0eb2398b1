-- write_reference(family, code, source, fact_count, facts)
INSERT INTO tracker.reference (family, code, source, fact_count, facts)
VALUES ($1::smallint, $2::text, $3::text, $4::integer, $5::bytea)
ON CONFLICT (family, code, source)
DO UPDATE SET fact_count = excluded.fact_count, facts = excluded.facts
