-- move_position(partition, log_at, catalogue_at, delta_end, log_at before, delta_end before)
UPDATE tracker.position
SET log_at = $2::bigint, catalogue_at = $3::bigint, delta_end = $4::bigint,
    starts = 0, trying = NULL, tries = 0
WHERE partition = $1::integer AND log_at = $5::bigint AND delta_end = $6::bigint
