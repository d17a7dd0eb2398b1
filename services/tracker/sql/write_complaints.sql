-- write_complaints(partition, code, fact_count, facts): all complaints about a code
INSERT INTO tracker.complaint (partition, code, fact_count, facts)
VALUES ($1::integer, $2::text, $3::integer, $4::bytea)
ON CONFLICT (partition, code)
DO UPDATE SET fact_count = excluded.fact_count, facts = excluded.facts
