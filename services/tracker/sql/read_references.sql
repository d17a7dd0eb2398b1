-- read_references(): what each source has said of each unit and procedure
SELECT source, family::text || ' ' || code, fact_count::bigint, facts, derived_by::bigint
FROM tracker.reference
