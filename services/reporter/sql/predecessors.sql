-- predecessors(first day, last day): for whom each unit went on, as if nothing had been reorganised
-- after the first day: four arrays as of successors
--
-- From a unit that goes on for one other, and was not there itself before that day, back to that
-- one, and so on.
WITH RECURSIVE opened AS MATERIALIZED (
    SELECT unit, min(from_day) AS day FROM report.internal_unit WHERE open GROUP BY unit
), said AS MATERIALIZED (
    SELECT successor AS unit, min(unit) AS predecessor, min(from_day) AS day
    FROM report.internal_succession
    WHERE date '1970-01-01' + $2::integer BETWEEN from_day AND to_day
        AND from_day > date '1970-01-01' + $1::integer
    GROUP BY successor
    HAVING count(*) = 1 AND min(unit) <> successor
), edge AS MATERIALIZED (
    SELECT s.unit, s.predecessor
    FROM said s
    LEFT JOIN opened o ON o.unit = s.unit AND o.day < s.day
    WHERE o.unit IS NULL
), path AS (
    SELECT unit AS origin, predecessor AS unit, ARRAY[unit, predecessor] AS units, 1 AS step,
        false AS circle
    FROM edge
    UNION ALL
    SELECT p.origin, e.predecessor, p.units || e.predecessor, p.step + 1,
        e.predecessor = ANY (p.units)
    FROM path p
    JOIN edge e ON e.unit = p.unit
    WHERE NOT p.circle
), standing AS MATERIALIZED (
    SELECT unit, parent
    FROM report.internal_unit
    WHERE date '1970-01-01' + $1::integer BETWEEN holds_from AND holds_to
), goes AS MATERIALIZED (
    SELECT last.unit, last.place
    FROM (SELECT DISTINCT ON (p.origin) p.origin AS unit, p.unit AS place
          FROM path p
          WHERE p.unit IN (SELECT u.unit FROM report.internal_unit u)
          ORDER BY p.origin, p.step DESC) last
    WHERE last.unit <> last.place
), tree AS MATERIALIZED (
    SELECT s.unit, s.parent AS stood, coalesce(g.place, s.parent) AS parent
    FROM standing s
    LEFT JOIN goes g ON g.unit = s.parent
), reached AS (
    SELECT unit FROM tree WHERE parent IS NULL
    UNION ALL
    SELECT t.unit FROM reached r JOIN tree t ON t.parent = r.unit
), hung AS (
    SELECT unit, parent FROM tree WHERE parent <> stood AND unit IN (SELECT unit FROM reached)
)
SELECT (SELECT coalesce(array_agg(unit ORDER BY unit), '{}')::text FROM goes),
    (SELECT coalesce(array_agg(place ORDER BY unit), '{}')::text FROM goes),
    (SELECT coalesce(array_agg(unit ORDER BY unit), '{}')::text FROM hung),
    (SELECT coalesce(array_agg(parent ORDER BY unit), '{}')::text FROM hung)
