-- recount_dossiers(partition, after, limit): dossiers with their facts and postings
SELECT dossier, source, code, facts, posted
FROM report.internal_recount_dossier
WHERE partition = $1::integer AND dossier > $2::bigint
ORDER BY dossier
LIMIT $3::bigint
