-- set_partitions(partitions): no row when the number is set already
INSERT INTO thuocdo.installation (partitions) VALUES ($1::integer)
ON CONFLICT DO NOTHING
