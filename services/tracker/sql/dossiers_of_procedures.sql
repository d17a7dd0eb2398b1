-- dossiers_of_procedures(partition, after, since, limit): whose procedure changed after a position
SELECT d.dossier, d.source, d.code, d.fact_count::bigint, d.facts, d.posted
FROM tracker.dossier AS d
WHERE d.partition = $1::integer AND d.dossier > $2::bigint
  AND d.procedure IN (SELECT p.code FROM tracker.procedure AS p WHERE p.changed_at > $3::bigint)
ORDER BY d.dossier
LIMIT $4::bigint
