-- create_home(): where the installation keeps what it knows of itself
CREATE SCHEMA IF NOT EXISTS thuocdo;

CREATE TABLE IF NOT EXISTS thuocdo.migration (
    version integer PRIMARY KEY,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE thuocdo.migration IS 'Files of deploy/schema that were applied, with the BLAKE2b of their bytes.';

CREATE TABLE IF NOT EXISTS thuocdo.installation (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    partitions integer NOT NULL CHECK (partitions BETWEEN 1 AND 256)
);
COMMENT ON TABLE thuocdo.installation IS 'One row; the number of partitions is fixed for ever.';
