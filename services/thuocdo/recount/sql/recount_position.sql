-- recount_position(): what is committed where, by partition
SELECT partition::bigint, log_end, log_at, catalogue_at, delta_at, calendar_at, calendar_end
FROM report.internal_position
ORDER BY partition
