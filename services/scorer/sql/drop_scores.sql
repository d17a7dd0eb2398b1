-- drop_scores(rubric): rows of touched units and days that were not made again
DELETE FROM scorer.score s
USING pg_temp.touched t
WHERE s.rubric = $1::text AND s.unit = t.unit AND s.to_day >= t.from_day
    AND NOT EXISTS (
        SELECT FROM pg_temp.made m
        WHERE m.rubric = s.rubric AND m.unit = s.unit AND m.period = s.period
            AND m.indicator = s.indicator
    )
