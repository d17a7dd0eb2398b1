-- write_unit(code, from_day, to_day, open, name_vi, parent, level, changed_at)
INSERT INTO tracker.unit (code, from_day, to_day, open, name_vi, parent, level, changed_at)
VALUES ($1::text, date '1970-01-01' + $2::integer, date '1970-01-01' + $3::integer,
        $4::bigint = 1, $5::text, nullif($6::text, ''), $7::text, $8::bigint)
