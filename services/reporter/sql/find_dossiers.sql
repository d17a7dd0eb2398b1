-- find_dossiers(partition, hashes, code, source or null): the dossiers of that code
SELECT d.partition::bigint, d.dossier, d.source, d.facts, d.posted
FROM report.internal_code c
JOIN report.internal_dossier d ON d.partition = c.partition AND d.dossier = c.dossier
WHERE c.partition = $1::integer AND c.key = ANY ($2::text::bigint[]) AND d.code = $3::text
    AND ($4::text IS NULL OR d.source = $4::text)
ORDER BY d.source
