-- recount_complaints(partition): each dossier of a code that was complained about, and the complaints
SELECT d.source, d.code, d.facts, c.facts
FROM report.internal_recount_complaint AS c
JOIN report.internal_recount_dossier AS d ON d.partition = c.partition AND d.code = c.code
WHERE c.partition = $1::integer
