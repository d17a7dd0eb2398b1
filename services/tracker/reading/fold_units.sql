-- fold_units(): where every unit stands from which day on
SELECT code, (from_day - date '1970-01-01')::bigint, coalesce(parent, '')
FROM report.internal_fold_unit
ORDER BY code, from_day
