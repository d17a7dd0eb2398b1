-- dossiers_of_marks(unit, day of the tree, kind, goes on: units, places, hung, parents, code): the
-- dossiers behind a row, as a cursor
--
-- As dossiers_of_units, for columns with marks: also dossiers that were never received, those of
-- units that have nothing but marks, and feedback, by its number.
DECLARE dossiers NO SCROLL CURSOR FOR
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
), below AS (
    SELECT $1::text COLLATE "C" AS unit, $1::text COLLATE "C" AS place
    UNION
    SELECT s.unit, CASE WHEN b.unit = $1::text THEN s.unit ELSE b.place END
    FROM below b
    JOIN standing s ON s.parent = b.unit
    WHERE s.unit <> $1::text
), place AS MATERIALIZED (
    SELECT DISTINCT nullif(k.unit, '') AS unit, k.system, coalesce(b.place, $1::text) AS code,
        CASE WHEN b.unit <> $1::text THEN 0
            WHEN b.unit IS NOT NULL AND (k.mapped OR own.unit IS NOT NULL) THEN 1
            ELSE 2 END AS kind
    FROM (
        SELECT unit, system, mapped, hangs_at, national FROM report.internal_sum_key
        UNION
        SELECT unit, system, mapped, hangs_at, national FROM report.internal_mark_key
    ) k
    LEFT JOIN goes own ON own.unit = k.unit
    LEFT JOIN goes hang ON hang.unit = k.hangs_at
    LEFT JOIN below b ON b.unit = coalesce(own.place, hang.place, k.hangs_at)
    WHERE NOT k.national AND (b.unit IS NOT NULL OR $1::text = (SELECT unit FROM root))
), listed AS NOT MATERIALIZED (
    SELECT code, source, unit, procedure, received_at, due_day, ended_at, verdict, posted
    FROM report.internal_dossier
    UNION ALL
    SELECT code, source, unit, NULL, received_at, due_day, ended_at, 0::smallint, posted
    FROM report.internal_feedback
)
SELECT d.code, d.source, d.unit, d.procedure,
    (extract(epoch FROM d.received_at) * 1000000)::bigint AS received_us,
    (d.due_day - date '1970-01-01')::bigint AS due,
    (extract(epoch FROM d.ended_at) * 1000000)::bigint AS ended_us, d.verdict::bigint, d.posted
FROM place
JOIN listed d ON d.unit = place.unit AND d.source = place.system
WHERE ($3::bigint = 3 OR place.kind = $3::bigint AND ($3::bigint <> 0 OR place.code = $8::text))
UNION ALL
SELECT d.code, d.source, d.unit, d.procedure,
    (extract(epoch FROM d.received_at) * 1000000)::bigint AS received_us,
    (d.due_day - date '1970-01-01')::bigint AS due,
    (extract(epoch FROM d.ended_at) * 1000000)::bigint AS ended_us, d.verdict::bigint, d.posted
FROM place
JOIN listed d ON d.unit IS NULL AND d.source = place.system
WHERE place.unit IS NULL
    AND ($3::bigint = 3 OR place.kind = $3::bigint AND ($3::bigint <> 0 OR place.code = $8::text))
ORDER BY received_us, source, code
