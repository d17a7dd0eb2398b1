-- put_scores(): what was made becomes the scores; a row that says the same is left alone
INSERT INTO scorer.score AS s
    (rubric, unit, period, from_day, to_day, indicator, numerator, denominator,
     points_hundredths, max_hundredths, coverage_basis_points, activity, computed_at)
SELECT rubric, unit, period, from_day, to_day, indicator, numerator, denominator,
    points_hundredths, max_hundredths, coverage_basis_points, activity, computed_at
FROM pg_temp.made
ON CONFLICT (rubric, unit, period, indicator) DO UPDATE
SET from_day = excluded.from_day, to_day = excluded.to_day, numerator = excluded.numerator,
    denominator = excluded.denominator, points_hundredths = excluded.points_hundredths,
    max_hundredths = excluded.max_hundredths,
    coverage_basis_points = excluded.coverage_basis_points, activity = excluded.activity,
    computed_at = excluded.computed_at
WHERE (s.from_day, s.to_day, s.numerator, s.denominator, s.points_hundredths, s.max_hundredths,
       s.coverage_basis_points, s.activity)
    IS DISTINCT FROM
      (excluded.from_day, excluded.to_day, excluded.numerator, excluded.denominator,
       excluded.points_hundredths, excluded.max_hundredths, excluded.coverage_basis_points,
       excluded.activity)
