-- visible(): whether all that is logged is in the sums; whether it is in the scores, too
WITH summed AS (
    SELECT bool_and(t.log_at = coalesce((SELECT max(l.last) FROM intake.log AS l
                                         WHERE l.partition = t.partition), 0)
                    AND a.delta_at = t.delta_end) AS yes
    FROM tracker.position AS t JOIN aggregator.position AS a USING (partition)
)
SELECT yes, yes AND (SELECT bool_and(s.changed_at = a.changed_end)
                     FROM scorer.position AS s JOIN aggregator.position AS a USING (partition))
FROM summed
