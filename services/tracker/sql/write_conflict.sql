-- write_conflict(partition, position, kind, source, subject, id, recorded_us, fact)
INSERT INTO tracker.conflict (partition, position, kind, source, subject, id, recorded_at, fact)
VALUES ($1::integer, $2::bigint, $3::text, $4::text, $5::text, $6::text,
        to_timestamp(0) + $7::bigint * interval '1 microsecond', $8::bytea)
