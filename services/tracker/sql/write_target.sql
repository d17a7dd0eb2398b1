-- write_target(key, unit, source, id, stated_us, recorded_us, position, fact, indicator, from_day,
--              to_day, value)
INSERT INTO tracker.target (key, unit, source, id, stated_at, recorded_at, position, fact,
    indicator, from_day, to_day, value)
VALUES ($1::bigint, $2::text, $3::text, $4::text,
        to_timestamp(0) + $5::bigint * interval '1 microsecond',
        to_timestamp(0) + $6::bigint * interval '1 microsecond', $7::bigint, $8::bytea, $9::text,
        date '1970-01-01' + $10::integer, date '1970-01-01' + $11::integer, $12::text::numeric)
