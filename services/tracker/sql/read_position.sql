-- read_position(partition)
SELECT log_at, catalogue_at, delta_end, starts::bigint, coalesce(trying, 0), tries::bigint,
    calendar_at
FROM tracker.position
WHERE partition = $1::integer
