-- list_figures(unit, form, indicator, from, to; each or null): figures that hold, of periods within
SELECT unit, form, indicator, from_day::text AS "from", to_day::text AS "to", value::text AS value,
    author, note, evidence, source,
    to_char(stated_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS"+07:00"')
        AS stated_at
FROM report.figure
WHERE ($1::text IS NULL OR unit = $1::text) AND ($2::text IS NULL OR form = $2::text)
    AND ($3::text IS NULL OR indicator = $3::text)
    AND ($4::text IS NULL OR from_day >= $4::text::date)
    AND ($5::text IS NULL OR to_day <= $5::text::date)
ORDER BY unit, form, indicator, from_day, to_day
