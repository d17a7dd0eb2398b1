-- marks_of_all(unit, day of the tree, last day, goes on: units, places, hung, parents):
-- S(mark, last day) of the unit with all below
--
-- On purpose another way than the sums of rows, as sums_of_all. Rows: kind (3), no code, channel,
-- number of the mark, n.
WITH RECURSIVE goes AS MATERIALIZED (
    SELECT unit COLLATE "C" AS unit, place COLLATE "C" AS place
    FROM unnest($4::text::text[], $5::text::text[]) AS g (unit, place)
), standing AS MATERIALIZED (
    SELECT u.unit, coalesce(h.parent COLLATE "C", u.parent) AS parent
    FROM report.internal_unit u
    LEFT JOIN unnest($6::text::text[], $7::text::text[]) AS h (unit, parent) ON h.unit = u.unit
    WHERE date '1970-01-01' + $2::integer BETWEEN u.holds_from AND u.holds_to
), root AS MATERIALIZED (
    SELECT min(s.unit) AS unit
    FROM standing s
    WHERE s.parent IS NULL AND (s.unit NOT IN (SELECT unit FROM goes)
        OR s.unit IN (SELECT parent FROM standing WHERE parent IS NOT NULL))
    HAVING count(*) = 1
), held AS MATERIALIZED (
    SELECT k.partition, k.unit, k.channel, k.system,
        coalesce(own.place, hang.place, k.hangs_at) AS place
    FROM report.internal_mark_key k
    LEFT JOIN goes own ON own.unit = k.unit
    LEFT JOIN goes hang ON hang.unit = k.hangs_at
    WHERE NOT k.national
), climb AS (
    SELECT place, place AS at FROM held
    UNION
    SELECT c.place, s.parent FROM climb c JOIN standing s ON s.unit = c.at
), here AS MATERIALIZED (
    SELECT DISTINCT place FROM climb WHERE at = $1::text
), key AS MATERIALIZED (
    SELECT h.partition, h.unit, h.channel, h.system
    FROM held h
    LEFT JOIN here ON here.place = h.place
    WHERE $1::text = (SELECT unit FROM root) OR here.place IS NOT NULL
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
