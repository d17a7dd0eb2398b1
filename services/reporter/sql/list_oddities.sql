-- list_oddities(unit or null, first day, last day, flag): how many dossiers received have which oddity
WITH place AS (
    SELECT descendant AS unit
    FROM report.unit_tree
    WHERE ancestor = $1::text AND $3::text::date BETWEEN from_day AND to_day
)
SELECT flag, sum(n)::bigint AS dossiers
FROM (
    SELECT substr(s.mark, 6) AS flag, s.n
    FROM report.sum_mark s
    WHERE s.mark LIKE 'flag\_%' AND s.step = 1 AND s.start BETWEEN $2::text::date AND $3::text::date
        AND ($1::text IS NULL OR s.unit IN (SELECT unit FROM place))
    UNION ALL
    SELECT 'twin', 1
    FROM report.quality_twins t
    WHERE t.received_day BETWEEN $2::text::date AND $3::text::date
        AND ($1::text IS NULL OR t.unit IN (SELECT unit FROM place))
) odd
WHERE $4::text IS NULL OR flag = $4::text
GROUP BY flag
HAVING sum(n) <> 0
ORDER BY flag
