-- preview_dossiers(partition, after, limit, procedures, units, first_day or null, only units or null):
-- dossiers that may be judged otherwise, as services/tracker/sql/dossiers_concerned.sql has it
SELECT r.dossier, r.source, r.code, r.facts, r.posted
FROM report.internal_recount_dossier AS r
JOIN report.dossiers AS d ON d.partition = r.partition AND d.dossier = r.dossier
CROSS JOIN (SELECT date '1970-01-01' + $6::integer AS first_day) AS changed
WHERE r.partition = $1::integer AND r.dossier > $2::bigint AND d.received_day IS NOT NULL
  AND (d.procedure = ANY ($4::text::text[]) OR d.unit = ANY ($5::text::text[])
       OR (changed.first_day IS NOT NULL
           AND (d.ended_day IS NULL OR d.ended_day >= changed.first_day
                OR d.lawful_due_day >= changed.first_day)))
  AND ($7::text IS NULL OR d.unit = ANY ($7::text::text[]))
ORDER BY r.dossier
LIMIT $3::bigint
