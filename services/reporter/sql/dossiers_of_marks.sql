-- dossiers_of_marks(unit, day of the tree, kind, code): the dossiers behind a row, as a cursor
--
-- As dossiers_of_units, for columns with marks: also dossiers that were never received, and those
-- of units that have nothing but marks.
DECLARE dossiers NO SCROLL CURSOR FOR
WITH RECURSIVE standing AS MATERIALIZED (
    SELECT unit, parent
    FROM report.internal_unit
    WHERE date '1970-01-01' + $2::integer BETWEEN holds_from AND holds_to
), below AS (
    SELECT $1::text COLLATE "C" AS unit, $1::text COLLATE "C" AS place
    UNION
    SELECT s.unit, CASE WHEN b.unit = $1::text THEN s.unit ELSE b.place END
    FROM below b
    JOIN standing s ON s.parent = b.unit
    WHERE s.unit <> $1::text
), place AS MATERIALIZED (
    SELECT DISTINCT nullif(k.unit, '') AS unit, k.system, b.place AS code,
        CASE WHEN b.unit <> $1::text THEN 0 WHEN k.mapped THEN 1 ELSE 2 END AS kind
    FROM (
        SELECT unit, system, mapped, hangs_at, national FROM report.internal_sum_key
        UNION
        SELECT unit, system, mapped, hangs_at, national FROM report.internal_mark_key
    ) k
    JOIN below b ON b.unit = k.hangs_at
    WHERE NOT k.national
)
SELECT d.code, d.source, d.unit, d.procedure,
    (extract(epoch FROM d.received_at) * 1000000)::bigint AS received_us,
    (d.due_day - date '1970-01-01')::bigint AS due,
    (extract(epoch FROM d.ended_at) * 1000000)::bigint AS ended_us, d.verdict::bigint, d.posted
FROM place
JOIN report.internal_dossier d ON d.unit = place.unit AND d.source = place.system
WHERE ($3::bigint = 3 OR place.kind = $3::bigint AND ($3::bigint <> 0 OR place.code = $4::text))
UNION ALL
SELECT d.code, d.source, d.unit, d.procedure,
    (extract(epoch FROM d.received_at) * 1000000)::bigint AS received_us,
    (d.due_day - date '1970-01-01')::bigint AS due,
    (extract(epoch FROM d.ended_at) * 1000000)::bigint AS ended_us, d.verdict::bigint, d.posted
FROM place
JOIN report.internal_dossier d ON d.unit IS NULL AND d.source = place.system
WHERE place.unit IS NULL
    AND ($3::bigint = 3 OR place.kind = $3::bigint AND ($3::bigint <> 0 OR place.code = $4::text))
ORDER BY received_us, source, code
