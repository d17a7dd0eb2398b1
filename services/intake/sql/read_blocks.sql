-- read_blocks(partition, after, limit): blocks of the log with records after a position
SELECT last, n::bigint, codec::bigint, data
FROM intake.log
WHERE partition = $1::integer AND last > $2::bigint
ORDER BY last
LIMIT $3::bigint
