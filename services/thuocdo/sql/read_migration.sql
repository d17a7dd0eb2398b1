-- read_migration(version): the file that was applied under this number
SELECT name, checksum FROM thuocdo.migration WHERE version = $1::integer
