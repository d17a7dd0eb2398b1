-- move_producer(source, producer, batch, sent, derived, logged, rejected, before): one row, or
-- another wrote
UPDATE intake.producer
SET batch = $3::bigint, sent = sent + $4::bigint, derived = derived + $5::bigint,
    logged = logged + $6::bigint, rejected = rejected + $7::bigint, seen_at = now()
WHERE source = $1::text AND producer = $2::bytea AND batch = $8::bigint
