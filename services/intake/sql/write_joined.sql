-- write_joined(partition, last, n, recorded_us, codec, data): a block in place of those taken
INSERT INTO intake.log (partition, last, n, recorded_at, codec, data)
VALUES ($1::integer, $2::bigint, $3::integer,
        to_timestamp(0) + $4::bigint * interval '1 microsecond', $5::smallint, $6::bytea)
