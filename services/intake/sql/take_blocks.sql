-- take_blocks(partition, after, last): removes neighbours, to be written again as one
WITH taken AS (
    DELETE FROM intake.log
    WHERE partition = $1::integer AND last > $2::bigint AND last <= $3::bigint
    RETURNING last, n, codec, data, recorded_at
)
SELECT last, n::bigint, codec::bigint, data,
       (extract(epoch FROM recorded_at) * 1000000)::bigint
FROM taken
ORDER BY last
