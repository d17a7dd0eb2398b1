-- read_blocks(partition, after, limit): blocks of deltas with records after a position
SELECT last, n::bigint, codec::bigint, data
FROM tracker.delta
WHERE partition = $1::integer AND last > $2::bigint
ORDER BY last
LIMIT $3::bigint
