-- preview_reference(family, code): what each source has said of a code
SELECT source, fact_count::bigint, facts
FROM report.internal_recount_reference
WHERE family = $1::smallint AND code = $2::text
ORDER BY source
