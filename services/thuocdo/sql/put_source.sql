-- put_source(source, kind, units, prefixes, may, key): lists are joined by a line feed; the key of a
-- source that is there already stays
INSERT INTO intake.source (source, kind, units, prefixes, may, key)
VALUES ($1::text, $2::text, string_to_array($3::text, E'\n'), string_to_array($4::text, E'\n'),
        string_to_array($5::text, E'\n'), $6::bytea)
ON CONFLICT (source) DO UPDATE
SET kind = excluded.kind, units = excluded.units, prefixes = excluded.prefixes, may = excluded.may
RETURNING (xmax = 0)
