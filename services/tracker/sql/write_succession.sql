-- write_succession(unit, from_day, to_day, successor, share or null, changed_at)
INSERT INTO tracker.succession (unit, from_day, to_day, successor, share, changed_at)
VALUES ($1::text, date '1970-01-01' + $2::integer, date '1970-01-01' + $3::integer, $4::text,
        $5::integer, $6::bigint)
