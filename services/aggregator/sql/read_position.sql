-- read_position(partition)
SELECT delta_at, changed_end FROM aggregator.position WHERE partition = $1::integer
