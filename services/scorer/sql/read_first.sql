-- read_first(): days since 1970 of the first year with sums, or no value
SELECT (min(first.start) - date '1970-01-01')::bigint
FROM report.internal_sum_key k
CROSS JOIN LATERAL (
    SELECT s.start
    FROM report.internal_sum_unit s
    WHERE s.partition = k.partition AND s.unit = k.unit AND s.channel = k.channel
        AND s.system = k.system AND s.step = 3
    ORDER BY s.start
    LIMIT 1
) first
WHERE NOT k.national
