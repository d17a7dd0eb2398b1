-- tables(): what raw COPY and the plain way write to, afresh
DROP SCHEMA IF EXISTS bench CASCADE;
CREATE SCHEMA bench;
CREATE TABLE bench.fact (
    source text COLLATE "C",
    subject text COLLATE "C",
    id text COLLATE "C",
    type smallint,
    happened_at timestamptz,
    unit text COLLATE "C",
    procedure text COLLATE "C",
    channel smallint,
    due date,
    status smallint,
    amount bigint,
    papers integer
);
CREATE TABLE bench.event (LIKE bench.fact, PRIMARY KEY (source, subject, id));
CREATE TABLE bench.state (
    source text COLLATE "C",
    subject text COLLATE "C",
    unit text COLLATE "C",
    procedure text COLLATE "C",
    channel smallint,
    due date,
    status smallint,
    received_at timestamptz,
    finished_at timestamptz,
    changed_at timestamptz,
    PRIMARY KEY (source, subject)
);
CREATE TABLE bench.day_count (
    unit text COLLATE "C",
    procedure text COLLATE "C",
    channel smallint,
    day date,
    received bigint,
    finished bigint,
    late bigint,
    paid bigint,
    PRIMARY KEY (unit, procedure, channel, day)
);
CREATE TEMPORARY TABLE staging (LIKE bench.fact) ON COMMIT DELETE ROWS
