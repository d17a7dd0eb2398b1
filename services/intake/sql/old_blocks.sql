-- old_blocks(partition, after, age in ms, limit): blocks that are old enough to be joined
SELECT last, n::bigint
FROM intake.log
WHERE partition = $1::integer AND last > $2::bigint
  AND recorded_at < now() - $3::bigint * interval '1 millisecond'
ORDER BY last
LIMIT $4::bigint
