-- list_mass_closing(unit or null, first day, last day, flag): days with ten or more finished on their very due day, at least half of all
WITH place AS (
    SELECT descendant AS unit
    FROM report.unit_tree
    WHERE ancestor = $1::text AND $3::text::date BETWEEN from_day AND to_day
)
SELECT m.unit, m.source, m.ended_day::text AS day, m.ended, m.ended_on_due_day
FROM report.quality_mass_closing m
WHERE m.ended_day BETWEEN $2::text::date AND $3::text::date AND m.ended_on_due_day >= 10
    AND 2 * m.ended_on_due_day >= m.ended AND $4::text IS NULL
    AND ($1::text IS NULL OR m.unit IN (SELECT unit FROM place))
ORDER BY m.ended_on_due_day DESC, m.unit, m.ended_day, m.source
LIMIT 1000
