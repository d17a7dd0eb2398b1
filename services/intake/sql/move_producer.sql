-- move_producer(source, producer, batch, sent, logged, rejected, before): one row, or another wrote
UPDATE intake.producer
SET batch = $3::bigint, sent = sent + $4::bigint, logged = logged + $5::bigint,
    rejected = rejected + $6::bigint, seen_at = now()
WHERE source = $1::text AND producer = $2::bytea AND batch = $7::bigint
