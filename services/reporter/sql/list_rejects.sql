-- list_rejects(source or null): what was not taken, newest first
SELECT kind, source, subject, id, field, rule,
    to_char(recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS"+07:00"')
        AS recorded_at,
    partition::bigint, position
FROM report.rejects
WHERE $1::text IS NULL OR source = $1::text
ORDER BY report.rejects.recorded_at DESC, source, batch, item, part, position
LIMIT 10000
