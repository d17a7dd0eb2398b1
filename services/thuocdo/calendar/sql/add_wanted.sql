-- add_wanted(day, origin, kind, name_vi, name_en, off, paired_day, source, confidence)
INSERT INTO pg_temp.wanted (day, origin, kind, name_vi, name_en, off, paired_day, source, confidence)
VALUES (date '1970-01-01' + $1::integer, $2::text, $3::text, $4::text, $5::text, $6::bigint = 1,
        date '1970-01-01' + $7::integer, $8::text, $9::text)
