-- fold_special_days(): days off and make-up days, and whose weekday's hours the latter have
SELECT (day - date '1970-01-01')::bigint, off, (like_day - date '1970-01-01')::bigint, name_vi, source
FROM report.internal_fold_special_day
ORDER BY day
