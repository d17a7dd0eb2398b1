-- reported_figures(unit, first day, last day): what was reported for exactly this period, in text
SELECT DISTINCT ON (indicator) indicator, trim_scale(value)::text
FROM report.figure
WHERE unit = $1::text AND from_day = date '1970-01-01' + $2::integer
    AND to_day = date '1970-01-01' + $3::integer
ORDER BY indicator, stated_at DESC, source DESC, form DESC
