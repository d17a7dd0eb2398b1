-- read_partitions()
SELECT partitions::bigint FROM thuocdo.installation
