-- find_dossiers(partition, keys): dossiers whose source and code have one of these hashes
SELECT d.dossier, d.source, d.code, d.fact_count::bigint, d.facts, d.posted
FROM tracker.code AS c
JOIN tracker.dossier AS d ON d.partition = c.partition AND d.dossier = c.dossier
WHERE c.partition = $1::integer AND c.key = ANY ($2::text::bigint[])
