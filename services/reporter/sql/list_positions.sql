-- list_positions(): how far each service is, by partition
SELECT service, partition::bigint, position, end_position, lag, catalogue_pending,
    calendar_pending,
    to_char(recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS"+07:00"')
        AS recorded_at
FROM report.freshness
ORDER BY array_position(ARRAY['intake', 'tracker', 'aggregator', 'scorer'], service), partition
