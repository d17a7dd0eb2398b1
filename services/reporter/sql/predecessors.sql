-- predecessors(first day, last day): for whom each unit went on, as if nothing had been reorganised
-- after the first day: four arrays as of successors
--
-- From a unit that goes on for one other, and was not there itself before that day, back to that
-- one, and so on, never forward in time.
WITH RECURSIVE opened AS MATERIALIZED (
    SELECT unit, min(from_day) AS day FROM report.internal_unit WHERE open GROUP BY unit
), edge AS MATERIALIZED (
    SELECT s.successor AS unit, s.unit AS predecessor, s.from_day AS day,
        row_number() OVER unit AS place, lead(s.from_day) OVER unit AS next_day
    FROM report.internal_succession s
    WHERE date '1970-01-01' + $2::integer BETWEEN s.from_day AND s.to_day
        AND s.from_day > date '1970-01-01' + $1::integer
    WINDOW unit AS (PARTITION BY s.successor ORDER BY s.from_day, s.unit)
), came AS MATERIALIZED (
    SELECT e.unit, e.predecessor, e.day, coalesce(e.next_day, 'infinity') AS next_day
    FROM edge e
    LEFT JOIN opened o ON o.unit = e.unit AND o.day < e.day
    WHERE e.place = 1 AND e.predecessor <> e.unit AND o.unit IS NULL
), path AS (
    SELECT unit AS origin, predecessor AS unit, day, ARRAY[unit, predecessor] AS units, 1 AS step,
        false AS circle
    FROM came
    WHERE next_day = 'infinity'
    UNION ALL
    SELECT p.origin, c.predecessor, c.day, p.units || c.predecessor, p.step + 1,
        c.predecessor = ANY (p.units)
    FROM path p
    JOIN came c ON c.unit = p.unit AND c.day <= p.day AND c.next_day > p.day
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
