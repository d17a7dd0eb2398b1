-- read_blocks(partition, after, limit): blocks of changes with records after a position
SELECT last, n::bigint, codec::bigint, data
FROM aggregator.changed
WHERE partition = $1::integer AND last > $2::bigint
ORDER BY last
LIMIT $3::bigint
