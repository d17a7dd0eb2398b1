-- find_feedbacks(partition, hashes, number, source or null): the feedback of that number
SELECT f.partition::bigint, f.feedback, f.source, f.facts, f.posted
FROM report.internal_code c
JOIN report.internal_feedback f ON f.partition = c.partition AND f.feedback = c.dossier
WHERE c.partition = $1::integer AND c.key = ANY ($2::text::bigint[]) AND f.code = $3::text
    AND ($4::text IS NULL OR f.source = $4::text)
ORDER BY f.source
