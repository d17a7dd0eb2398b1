-- add_migration(version, name, checksum)
INSERT INTO thuocdo.migration (version, name, checksum)
VALUES ($1::integer, $2::text, $3::text)
