-- new_producer(source, producer, batch, sent, derived, logged, rejected)
INSERT INTO intake.producer (source, producer, batch, sent, derived, logged, rejected)
VALUES ($1::text, $2::bytea, $3::bigint, $4::bigint, $5::bigint, $6::bigint, $7::bigint)
