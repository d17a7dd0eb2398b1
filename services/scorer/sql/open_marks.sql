-- open_marks(units or NULL for all, first, last): as open_sums, of marks: number of the mark, n
DECLARE sums NO SCROLL CURSOR FOR
SELECT k.hangs_at, k.channel::bigint,
    CASE WHEN s.step = 2 THEN (s.start - date '1970-01-01')::bigint END,
    s.mark::bigint, sum(s.n)::bigint
FROM report.internal_mark_key k
JOIN report.internal_sum_mark s
    ON s.partition = k.partition AND s.unit = k.unit AND s.channel = k.channel
    AND s.system = k.system AND s.step IN (2, 3)
    AND CASE s.step WHEN 3 THEN s.start < date '1970-01-01' + $2::integer
        ELSE s.start BETWEEN date '1970-01-01' + $2::integer AND date '1970-01-01' + $3::integer
        END
WHERE NOT k.national AND ($1::text[] IS NULL OR k.hangs_at = ANY ($1::text[]))
GROUP BY 1, 2, 3, s.mark
