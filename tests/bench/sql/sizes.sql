-- sizes(): bytes of WAL ever written, bytes of this database
SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint, pg_database_size(current_database())
