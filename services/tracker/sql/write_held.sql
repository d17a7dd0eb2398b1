-- write_held(partition, position, error, fact)
INSERT INTO tracker.held (partition, position, error, fact)
VALUES ($1::integer, $2::bigint, $3::text, $4::bytea)
