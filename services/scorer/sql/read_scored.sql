-- read_scored(rubric): first days of the first and the last period scored, or no values
-- Days since 1970.
SELECT (min(from_day) - date '1970-01-01')::bigint, (max(from_day) - date '1970-01-01')::bigint
FROM scorer.score
WHERE rubric = $1::text
