-- feedbacks_concerned(partition, after, up to): all of them, when units or days have changed
SELECT f.feedback, f.source, f.code, f.fact_count::bigint, f.facts, f.posted
FROM tracker.feedback AS f
WHERE f.partition = $1::integer AND f.feedback > $2::bigint AND f.feedback <= $3::bigint
ORDER BY f.feedback
