-- scores(rubric, unit, period): of each indicator, group and the total what was computed
SELECT indicator, numerator, denominator, (points * 100)::bigint, (max_points * 100)::bigint,
    (coverage * 10000)::bigint, activity, (from_day - date '1970-01-01')::bigint,
    (to_day - date '1970-01-01')::bigint,
    (extract(epoch FROM computed_at) * 1000000)::bigint
FROM report.score
WHERE rubric = $1::text AND unit = $2::text AND period = $3::text
ORDER BY indicator
