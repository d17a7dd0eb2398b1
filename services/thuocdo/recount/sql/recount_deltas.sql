-- recount_deltas(partition, after, limit): blocks of deltas that are not added yet
SELECT last, n::bigint, codec::bigint, data
FROM report.internal_recount_delta
WHERE partition = $1::integer AND last > $2::bigint
ORDER BY last
LIMIT $3::bigint
