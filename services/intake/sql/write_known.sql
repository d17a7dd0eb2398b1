-- write_known(is_unit, code, name)
INSERT INTO intake.known (kind, code, name)
VALUES (CASE WHEN $1::bigint = 1 THEN 'unit' ELSE 'procedure' END, $2::text, $3::text)
ON CONFLICT (kind, code) DO UPDATE SET name = excluded.name
