-- list_target_history(unit, form, indicator, from, to; each or null): all of them, the last first
SELECT unit, indicator, from_day::text AS "from", to_day::text AS "to", value::text AS value, holds,
    source, id,
    to_char(h.stated_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS"+07:00"')
        AS stated_at,
    to_char(h.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS"+07:00"')
        AS recorded_at,
    position
FROM report.target_history AS h
WHERE ($1::text IS NULL OR unit = $1::text) AND $2::text IS NULL
    AND ($3::text IS NULL OR indicator = $3::text)
    AND ($4::text IS NULL OR from_day >= $4::text::date)
    AND ($5::text IS NULL OR to_day <= $5::text::date)
ORDER BY unit, indicator, from_day, to_day, h.stated_at DESC, id DESC, source DESC
