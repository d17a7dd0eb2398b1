-- move_position(partition, changed_at, changed_at before): one row, or another wrote
UPDATE scorer.position SET changed_at = $2::bigint
WHERE partition = $1::integer AND changed_at = $3::bigint
