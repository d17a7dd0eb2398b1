-- read_end(partition): position of the last record of the log
SELECT coalesce(max(last), 0)::bigint FROM intake.log WHERE partition = $1::integer
