-- next_month(today): a month that ended before yesterday and whose day rows are not merged
SELECT (c.start - date '1970-01-01')::bigint
FROM (SELECT DISTINCT start FROM aggregator.sum_cell WHERE step = 2) AS c
WHERE c.start + interval '1 month' < date '1970-01-01' + $1::integer
  AND NOT EXISTS (SELECT FROM aggregator.merged AS m WHERE m.month = c.start)
ORDER BY c.start
LIMIT 1
