-- recount_marks(partition): sums of marks by day
SELECT unit, channel::bigint, system, (start - date '1970-01-01')::bigint, mark::bigint, n
FROM report.internal_recount_mark
WHERE partition = $1::integer AND step = 1
