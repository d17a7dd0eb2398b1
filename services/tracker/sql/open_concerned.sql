-- open_concerned(): codes whose dossiers are to be judged again, by partition; kind: unit, procedure
CREATE TEMPORARY TABLE IF NOT EXISTS concerned (
    partition integer NOT NULL,
    kind text NOT NULL,
    code text COLLATE "C" NOT NULL,
    PRIMARY KEY (partition, kind, code)
)
