-- list_days(year or 0): special days as they count, by day
SELECT (day - date '1970-01-01')::bigint, kind, name_vi, name_en, off,
    (paired_day - date '1970-01-01')::bigint, source, confidence, origin
FROM report.internal_special_day
WHERE $1::bigint = 0 OR extract(year FROM day) = $1::bigint
ORDER BY day
