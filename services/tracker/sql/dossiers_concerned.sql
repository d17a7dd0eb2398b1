-- dossiers_concerned(partition, after, up to, first_day or null): of those with these numbers the
-- ones that a change may judge otherwise. What was never received has no verdict, and days after
-- both the end and the lawful due make no difference.
SELECT d.dossier, d.source, d.code, d.fact_count::bigint, d.facts, d.posted
FROM tracker.dossier AS d
CROSS JOIN (SELECT date '1970-01-01' + $4::integer AS first_day) AS changed
WHERE d.partition = $1::integer AND d.dossier > $2::bigint AND d.dossier <= $3::bigint
  AND d.received_day IS NOT NULL
  AND (d.procedure IN (SELECT c.code FROM pg_temp.concerned AS c
                       WHERE c.partition = $1::integer AND c.kind = 'procedure')
       OR d.unit IN (SELECT c.code FROM pg_temp.concerned AS c
                     WHERE c.partition = $1::integer AND c.kind = 'unit')
       OR (changed.first_day IS NOT NULL
           AND (d.ended_at IS NULL
                OR (d.ended_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date >= changed.first_day
                OR d.lawful_day >= changed.first_day)))
ORDER BY d.dossier
