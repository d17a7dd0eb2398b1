-- move_position(partition, log_at, catalogue_at, calendar_at, delta_end, log_at before,
--               delta_end before)
UPDATE tracker.position
SET log_at = $2::bigint, catalogue_at = $3::bigint, calendar_at = $4::bigint,
    delta_end = $5::bigint, starts = 0, trying = NULL, tries = 0
WHERE partition = $1::integer AND log_at = $6::bigint AND delta_end = $7::bigint
