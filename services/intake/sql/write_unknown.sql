-- write_unknown(source, key, n)
INSERT INTO intake.unknown_key (source, key, n) VALUES ($1::text, $2::text, $3::bigint)
ON CONFLICT (source, key) DO UPDATE SET n = unknown_key.n + excluded.n
