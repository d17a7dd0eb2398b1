#!/bin/sh
# schema.sh SCHEMA_DIR DATABASE: a new database with the whole schema and four partitions.
set -eu
psql -q -d postgres -c "CREATE DATABASE $2"
psql -q -v ON_ERROR_STOP=1 -d "$2" -c "
    CREATE SCHEMA thuocdo;
    CREATE TABLE thuocdo.installation (partitions integer NOT NULL);
    INSERT INTO thuocdo.installation VALUES (4)"
for file in "$1"/*.sql; do
    psql -q -1 -v ON_ERROR_STOP=1 -d "$2" -f "$file"
done
