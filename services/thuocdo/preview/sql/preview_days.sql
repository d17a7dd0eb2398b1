-- preview_days(): special days as they are stated, by day, the local row before the shipped one
SELECT (day - date '1970-01-01')::bigint, origin = 'local', kind = 'ordinary', off,
    (paired_day - date '1970-01-01')::bigint
FROM report.internal_special_day_stated
ORDER BY day, origin
