-- list_services(): who writes which partitions
SELECT service, pid::text AS pid, count(*)::bigint AS partitions,
    string_agg(partition::text, ',' ORDER BY partition) AS held
FROM report.services
GROUP BY service, pid
ORDER BY array_position(ARRAY['intake', 'tracker', 'aggregator', 'scorer', 'reporter'], service),
    min(partition)
