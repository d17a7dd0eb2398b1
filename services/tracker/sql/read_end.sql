-- read_end(partition): position of the last delta
SELECT coalesce(max(last), 0)::bigint FROM tracker.delta WHERE partition = $1::integer
