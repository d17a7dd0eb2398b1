-- successors(last day): who goes on for whom as of that day, as four arrays: units that count under
-- another one, that one; units that thereby hang elsewhere in the tree, the unit above them
--
-- From a unit with one successor on to that one, and so on; the last unit of the way that somebody
-- opened is the place. A circle ends with the unit that took over last, and where the way has come
-- into it when there is none such. What stands below a unit follows it, unless it would then hang
-- in a circle.
WITH RECURSIVE said AS MATERIALIZED (
    SELECT unit, from_day AS day, min(successor) AS successor
    FROM report.internal_succession
    WHERE date '1970-01-01' + $1::integer BETWEEN from_day AND to_day
    GROUP BY unit, from_day
    HAVING count(*) = 1 AND min(successor) <> unit
), walk AS (
    SELECT unit AS origin, successor AS unit, ARRAY[unit, successor] AS units, false AS circle
    FROM said
    UNION ALL
    SELECT w.origin, s.successor, w.units || s.successor, s.successor = ANY (w.units)
    FROM walk w
    JOIN said s ON s.unit = w.unit
    WHERE NOT w.circle
), ring AS (
    SELECT s.successor, s.day,
        (SELECT min(member) FROM unnest(w.units) AS member) AS name
    FROM walk w
    JOIN said s ON s.unit = w.origin
    WHERE w.circle AND w.unit = w.origin
), taken AS (
    SELECT min(r.successor) AS unit
    FROM ring r
    WHERE r.day = (SELECT max(other.day) FROM ring other WHERE other.name = r.name)
    GROUP BY r.name
    HAVING count(*) = 1
), edge AS MATERIALIZED (
    SELECT s.unit, s.successor FROM said s WHERE s.unit NOT IN (SELECT t.unit FROM taken t)
), path AS (
    SELECT unit AS origin, successor AS unit, ARRAY[unit, successor] AS units, 1 AS step,
        false AS circle
    FROM edge
    UNION ALL
    SELECT p.origin, e.successor, p.units || e.successor, p.step + 1,
        e.successor = ANY (p.units)
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
