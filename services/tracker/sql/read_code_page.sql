-- read_code_page(partition, after key, after dossier, limit): hashes for the filter, page by page
SELECT key, dossier FROM tracker.code
WHERE partition = $1::integer AND (key, dossier) > ($2::bigint, $3::bigint)
ORDER BY key, dossier
LIMIT $4::bigint
