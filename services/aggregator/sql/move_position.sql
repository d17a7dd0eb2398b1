-- move_position(partition, delta_at, changed_end, delta_at before, changed_end before)
UPDATE aggregator.position
SET delta_at = $2::bigint, changed_end = $3::bigint
WHERE partition = $1::integer AND delta_at = $4::bigint AND changed_end = $5::bigint
