-- list_targets(unit, form, indicator, from, to; each or null): targets that hold; none has a form
SELECT unit, indicator, from_day::text AS "from", to_day::text AS "to", value::text AS value,
    source,
    to_char(stated_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS"+07:00"')
        AS stated_at
FROM report.target
WHERE ($1::text IS NULL OR unit = $1::text) AND $2::text IS NULL
    AND ($3::text IS NULL OR indicator = $3::text)
    AND ($4::text IS NULL OR from_day >= $4::text::date)
    AND ($5::text IS NULL OR to_day <= $5::text::date)
ORDER BY unit, indicator, from_day, to_day
