-- find_feedbacks(partition, keys): feedback whose source and number have one of these hashes
SELECT f.feedback, f.source, f.code, f.fact_count::bigint, f.facts, f.posted
FROM tracker.code AS c
JOIN tracker.feedback AS f ON f.partition = c.partition AND f.feedback = c.dossier
WHERE c.partition = $1::integer AND c.key = ANY ($2::text::bigint[])
