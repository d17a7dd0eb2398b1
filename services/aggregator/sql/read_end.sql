-- read_end(partition): position of the last change
SELECT coalesce(max(last), 0)::bigint FROM aggregator.changed WHERE partition = $1::integer
