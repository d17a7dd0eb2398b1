-- read_rejects(source, producer, batch): what was refused of a batch that was committed
SELECT item::bigint, coalesce(subject, ''), coalesce(id, ''), field, rule
FROM intake.reject
WHERE source = $1::text AND producer = $2::bytea AND batch = $3::bigint
ORDER BY item, part
