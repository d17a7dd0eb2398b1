-- write_block(partition, last, n, recorded_us, codec, data): one row, or somebody else has written
INSERT INTO intake.log (partition, last, n, recorded_at, codec, data)
SELECT $1::integer, $2::bigint, $3::integer,
       to_timestamp(0) + $4::bigint * interval '1 microsecond', $5::smallint, $6::bytea
WHERE $2::bigint - $3::integer =
      (SELECT coalesce(max(last), 0) FROM intake.log WHERE partition = $1::integer)
