-- read_position(): how far each partition's changes are scored
SELECT partition::bigint, changed_at FROM scorer.position ORDER BY partition
