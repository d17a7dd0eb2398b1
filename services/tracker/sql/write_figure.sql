-- write_figure(key, unit, source, id, stated_us, recorded_us, position, fact, form, indicator,
--              from_day, to_day, value, author, note, evidence)
INSERT INTO tracker.figure (key, unit, source, id, stated_at, recorded_at, position, fact, form,
    indicator, from_day, to_day, value, author, note, evidence)
VALUES ($1::bigint, $2::text, $3::text, $4::text,
        to_timestamp(0) + $5::bigint * interval '1 microsecond',
        to_timestamp(0) + $6::bigint * interval '1 microsecond', $7::bigint, $8::bytea, $9::text,
        $10::text, date '1970-01-01' + $11::integer, date '1970-01-01' + $12::integer,
        $13::text::numeric, $14::text, $15::text, $16::text)
