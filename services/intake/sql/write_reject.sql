-- write_reject(source, producer, batch, item, part, recorded_us, subject, id, field, rule)
INSERT INTO intake.reject
    (source, producer, batch, item, part, recorded_at, subject, id, field, rule)
VALUES ($1::text, $2::bytea, $3::bigint, $4::integer, $5::integer,
        to_timestamp(0) + $6::bigint * interval '1 microsecond',
        nullif($7::text, ''), nullif($8::text, ''), $9::text, $10::text)
