-- take_migration_lock(): two migrations at once wait for each other
SELECT pg_advisory_lock(7660, 0)
