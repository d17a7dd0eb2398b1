-- write_hours(code, from_day, week, changed_at)
INSERT INTO tracker.hours (code, from_day, week, changed_at)
VALUES ($1::text, date '1970-01-01' + $2::integer, $3::text, $4::bigint)
