-- recount_feedbacks(partition, after, limit): feedback with its facts and postings
SELECT feedback, source, code, facts, posted
FROM report.internal_recount_feedback
WHERE partition = $1::integer AND feedback > $2::bigint
ORDER BY feedback
LIMIT $3::bigint
