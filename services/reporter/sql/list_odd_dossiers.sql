-- list_odd_dossiers(unit or null, first day, last day, flag): the dossiers received that have the oddity
WITH place AS (
    SELECT descendant AS unit
    FROM report.unit_tree
    WHERE ancestor = $1::text AND $3::text::date BETWEEN from_day AND to_day
)
SELECT odd.code, odd.source, odd.unit, odd.procedure, odd.day::text AS day
FROM (
    SELECT q.code, q.source, q.unit, q.procedure, q.flag_day AS day
    FROM report.quality q
    WHERE q.flag = $4::text
    UNION ALL
    SELECT t.code, t.source, t.unit, t.procedure, t.received_day AS day
    FROM report.quality_twins t
    WHERE $4::text = 'twin'
) odd
WHERE odd.day BETWEEN $2::text::date AND $3::text::date
    AND ($1::text IS NULL OR odd.unit IN (SELECT unit FROM place))
ORDER BY odd.day, odd.code, odd.source
LIMIT 100000
