-- fold_hours(): what units have stated of their hours
SELECT code, (from_day - date '1970-01-01')::bigint, week
FROM report.internal_fold_hours
ORDER BY code, from_day
