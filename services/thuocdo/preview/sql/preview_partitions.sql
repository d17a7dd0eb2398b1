-- preview_partitions()
SELECT partition::bigint FROM report.internal_position WHERE partition > 0 ORDER BY partition
