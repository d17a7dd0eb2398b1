-- marks_of_all(unit, day of the tree, last day): S(mark, last day) of the unit with all below
--
-- On purpose another way than the sums of rows, as sums_of_all. Rows: kind (3), no code, channel,
-- number of the mark, n.
WITH key AS MATERIALIZED (
    SELECT k.partition, k.unit, k.channel, k.system
    FROM report.internal_mark_key k
    JOIN report.unit_tree t
        ON t.descendant = k.hangs_at AND t.ancestor = $1::text
        AND date '1970-01-01' + $2::integer BETWEEN t.from_day AND t.to_day
    WHERE NOT k.national
), last AS (
    SELECT date '1970-01-01' + $3::integer AS day
), span AS (
    SELECT 3::smallint AS step, date '1900-01-01' AS from_day,
        date_trunc('year', day)::date - 1 AS to_day
    FROM last
    UNION ALL
    SELECT 2::smallint, date_trunc('year', day)::date, date_trunc('month', day)::date - 1 FROM last
    UNION ALL
    SELECT 1::smallint, date_trunc('month', day)::date, day FROM last
)
SELECT 3::bigint, ''::text, key.channel::bigint, s.mark::bigint, sum(s.n)::bigint
FROM key
CROSS JOIN span
JOIN report.internal_sum_mark s
    ON s.partition = key.partition AND s.unit = key.unit AND s.channel = key.channel
    AND s.system = key.system AND s.step = span.step
    AND s.start BETWEEN span.from_day AND span.to_day
GROUP BY key.channel, s.mark
