-- The pipeline: one schema per service, written by that service alone.

CREATE SCHEMA intake;
CREATE SCHEMA tracker;
CREATE SCHEMA aggregator;
CREATE SCHEMA scorer;
CREATE SCHEMA reporter;
CREATE SCHEMA report;

-- ---- intake: the log of facts, sources, rejects ----

CREATE TABLE intake.source (
    source text COLLATE "C" PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('provincial', 'ministry', 'national')),
    units text[] NOT NULL,
    prefixes text[] NOT NULL,
    may text[] NOT NULL,
    key bytea NOT NULL,
    registered_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN intake.source.units IS 'Top units; the first one is where its unmapped dossiers hang.';
COMMENT ON COLUMN intake.source.prefixes IS 'Beginnings of codes of units that it may name before anyone else has.';
COMMENT ON COLUMN intake.source.key IS 'Secret of the keyed hashes of this source.';

CREATE TABLE intake.producer (
    source text COLLATE "C" NOT NULL,
    producer bytea NOT NULL,
    batch bigint NOT NULL,
    sent bigint NOT NULL,
    derived bigint NOT NULL,
    logged bigint NOT NULL,
    rejected bigint NOT NULL,
    seen_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (source, producer)
);

CREATE TABLE intake.log (
    partition integer NOT NULL,
    last bigint NOT NULL,
    n integer NOT NULL,
    recorded_at timestamptz NOT NULL,
    codec smallint NOT NULL,
    data bytea NOT NULL,
    PRIMARY KEY (partition, last)
);
ALTER TABLE intake.log ALTER COLUMN data SET STORAGE EXTERNAL;

CREATE TABLE intake.reject (
    source text COLLATE "C" NOT NULL,
    producer bytea NOT NULL,
    batch bigint NOT NULL,
    item integer NOT NULL,
    part integer NOT NULL,
    recorded_at timestamptz NOT NULL,
    subject text,
    id text,
    field text NOT NULL,
    rule text NOT NULL,
    PRIMARY KEY (source, producer, batch, item, part)
);
COMMENT ON COLUMN intake.reject.part IS 'Place of the record within an item that holds several, from 0.';

CREATE TABLE intake.unknown_key (
    source text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (source, key)
);
COMMENT ON TABLE intake.unknown_key IS 'How often a key that nobody knows was dropped.';

CREATE TABLE intake.known (
    kind text COLLATE "C" NOT NULL,
    code text COLLATE "C" NOT NULL,
    name text,
    PRIMARY KEY (kind, code)
);
COMMENT ON TABLE intake.known IS 'Units and procedures that a logged fact has named as its subject.';

-- ---- tracker: dossiers, catalogue, organisation ----

CREATE TABLE tracker.position (
    partition integer PRIMARY KEY,
    log_at bigint NOT NULL DEFAULT 0,
    catalogue_at bigint NOT NULL DEFAULT 0,
    delta_end bigint NOT NULL DEFAULT 0,
    starts integer NOT NULL DEFAULT 0,
    trying bigint,
    tries integer NOT NULL DEFAULT 0
);

CREATE TABLE tracker.dossier (
    partition integer NOT NULL,
    dossier bigint NOT NULL,
    source text COLLATE "C" NOT NULL,
    code text COLLATE "C" NOT NULL,
    standing smallint NOT NULL,
    status smallint NOT NULL,
    unit text COLLATE "C",
    procedure text COLLATE "C",
    channel smallint NOT NULL,
    received_day date,
    received_at timestamptz,
    due_day date,
    ended_at timestamptz,
    verdict smallint NOT NULL,
    supplement_rounds integer NOT NULL,
    attributes integer NOT NULL,
    flags bigint NOT NULL,
    fact_count integer NOT NULL,
    facts bytea NOT NULL,
    posted bytea NOT NULL,
    PRIMARY KEY (partition, dossier)
) WITH (fillfactor = 85);
ALTER TABLE tracker.dossier ALTER COLUMN facts SET STORAGE EXTERNAL;
ALTER TABLE tracker.dossier ALTER COLUMN posted SET STORAGE EXTERNAL;
CREATE INDEX dossier_unit ON tracker.dossier (unit, received_day);

CREATE TABLE tracker.code (
    partition integer NOT NULL,
    key bigint NOT NULL,
    dossier bigint NOT NULL,
    PRIMARY KEY (partition, key, dossier)
);
COMMENT ON TABLE tracker.code IS 'From the hash of source and code to the dossier.';

CREATE TABLE tracker.delta (
    partition integer NOT NULL,
    last bigint NOT NULL,
    n integer NOT NULL,
    recorded_at timestamptz NOT NULL,
    codec smallint NOT NULL,
    data bytea NOT NULL,
    PRIMARY KEY (partition, last)
);
ALTER TABLE tracker.delta ALTER COLUMN data SET STORAGE EXTERNAL;

CREATE TABLE tracker.tally (
    partition integer NOT NULL,
    source text COLLATE "C" NOT NULL,
    day date NOT NULL,
    stored bigint NOT NULL,
    duplicates bigint NOT NULL,
    conflicts bigint NOT NULL,
    too_many bigint NOT NULL,
    held bigint NOT NULL,
    PRIMARY KEY (partition, source, day)
);

CREATE TABLE tracker.conflict (
    partition integer NOT NULL,
    position bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('conflict', 'too_many_facts')),
    source text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    recorded_at timestamptz NOT NULL,
    fact bytea NOT NULL,
    PRIMARY KEY (partition, position)
);

CREATE TABLE tracker.held (
    partition integer NOT NULL,
    position bigint NOT NULL,
    error text NOT NULL,
    fact bytea NOT NULL,
    retry boolean NOT NULL DEFAULT false,
    held_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (partition, position)
);

-- Partition 0: catalogue and organisation. A row keeps what a source says of a code; versions are
-- derived from the rows of the code.
CREATE TABLE tracker.reference (
    family smallint NOT NULL,
    code text COLLATE "C" NOT NULL,
    source text COLLATE "C" NOT NULL,
    fact_count integer NOT NULL,
    facts bytea NOT NULL,
    PRIMARY KEY (family, code, source)
);

CREATE TABLE tracker.unit (
    code text COLLATE "C" NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    open boolean NOT NULL,
    name_vi text NOT NULL,
    parent text COLLATE "C",
    level text NOT NULL,
    changed_at bigint NOT NULL,
    PRIMARY KEY (code, from_day)
);
COMMENT ON COLUMN tracker.unit.to_day IS 'Last day of this version.';

CREATE TABLE tracker.procedure (
    code text COLLATE "C" NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    in_force boolean NOT NULL,
    name_vi text NOT NULL,
    field text NOT NULL,
    service_level text NOT NULL,
    limit_n integer NOT NULL,
    limit_unit text NOT NULL,
    fee boolean NOT NULL,
    result_is_paper boolean NOT NULL,
    interlink text NOT NULL,
    changed_at bigint NOT NULL,
    PRIMARY KEY (code, from_day)
);
COMMENT ON COLUMN tracker.procedure.changed_at IS 'Log position of partition 0 whose fact last changed this code.';

-- ---- aggregator: sums ----

CREATE TABLE aggregator.position (
    partition integer PRIMARY KEY,
    delta_at bigint NOT NULL DEFAULT 0,
    changed_end bigint NOT NULL DEFAULT 0
);

CREATE TABLE aggregator.sum_unit (
    partition integer NOT NULL,
    unit text COLLATE "C" NOT NULL,
    channel smallint NOT NULL,
    system text COLLATE "C" NOT NULL,
    step smallint NOT NULL,
    start date NOT NULL,
    received bigint,
    finished_early bigint,
    finished_on_time bigint,
    finished_late bigint,
    withdrawn bigint,
    overdue_in bigint,
    overdue_out bigint,
    waiting_in bigint,
    waiting_out bigint,
    returned_counter bigint,
    returned_online bigint,
    returned_post bigint,
    returned_on_spot bigint,
    payments_online bigint,
    payments_direct bigint,
    amount_online bigint,
    amount_direct bigint,
    received_digitised bigint,
    closed_digitised bigint,
    received_e_result bigint,
    closed_e_result bigint,
    received_result_due bigint,
    closed_result_due bigint,
    received_reused bigint,
    closed_reused bigint,
    received_from_store bigint,
    closed_from_store bigint,
    received_population_db bigint,
    closed_population_db bigint,
    received_account_verified bigint,
    closed_account_verified bigint,
    received_fee_due bigint,
    closed_fee_due bigint,
    received_paid_online bigint,
    closed_paid_online bigint,
    received_full_online bigint,
    closed_full_online bigint,
    received_part_online bigint,
    closed_part_online bigint,
    received_interlinked_same_level bigint,
    closed_interlinked_same_level bigint,
    received_interlinked_cross_level bigint,
    closed_interlinked_cross_level bigint,
    received_online_complete bigint,
    closed_online_complete bigint,
    received_digitised_both bigint,
    closed_digitised_both bigint,
    received_e_result_due bigint,
    closed_e_result_due bigint,
    PRIMARY KEY (partition, unit, channel, system, step, start)
) WITH (fillfactor = 70);
COMMENT ON TABLE aggregator.sum_unit IS 'Every contribution is added to its day (step 1), its month (2) and its year (3).';

CREATE TABLE aggregator.sum_cell (
    partition integer NOT NULL,
    unit text COLLATE "C" NOT NULL,
    procedure text COLLATE "C" NOT NULL,
    channel smallint NOT NULL,
    system text COLLATE "C" NOT NULL,
    step smallint NOT NULL,
    start date NOT NULL,
    received bigint,
    finished_early bigint,
    finished_on_time bigint,
    finished_late bigint,
    withdrawn bigint,
    overdue_in bigint,
    overdue_out bigint,
    waiting_in bigint,
    waiting_out bigint,
    returned_counter bigint,
    returned_online bigint,
    returned_post bigint,
    returned_on_spot bigint,
    payments_online bigint,
    payments_direct bigint,
    amount_online bigint,
    amount_direct bigint,
    received_digitised bigint,
    closed_digitised bigint,
    received_e_result bigint,
    closed_e_result bigint,
    received_result_due bigint,
    closed_result_due bigint,
    received_reused bigint,
    closed_reused bigint,
    received_from_store bigint,
    closed_from_store bigint,
    received_population_db bigint,
    closed_population_db bigint,
    received_account_verified bigint,
    closed_account_verified bigint,
    received_fee_due bigint,
    closed_fee_due bigint,
    received_paid_online bigint,
    closed_paid_online bigint,
    received_full_online bigint,
    closed_full_online bigint,
    received_part_online bigint,
    closed_part_online bigint,
    received_interlinked_same_level bigint,
    closed_interlinked_same_level bigint,
    received_interlinked_cross_level bigint,
    closed_interlinked_cross_level bigint,
    received_online_complete bigint,
    closed_online_complete bigint,
    received_digitised_both bigint,
    closed_digitised_both bigint,
    received_e_result_due bigint,
    closed_e_result_due bigint,
    PRIMARY KEY (partition, unit, procedure, channel, system, step, start)
) WITH (fillfactor = 70);
COMMENT ON TABLE aggregator.sum_cell IS 'As sum_unit, by procedure: months and years; the days stand in sum_cell_day.';

-- Appended to, never updated: a cell of a day may have several rows, which readers add.
CREATE TABLE aggregator.sum_cell_day (
    partition integer NOT NULL,
    unit text COLLATE "C" NOT NULL,
    procedure text COLLATE "C" NOT NULL,
    channel smallint NOT NULL,
    system text COLLATE "C" NOT NULL,
    start date NOT NULL,
    received bigint,
    finished_early bigint,
    finished_on_time bigint,
    finished_late bigint,
    withdrawn bigint,
    overdue_in bigint,
    overdue_out bigint,
    waiting_in bigint,
    waiting_out bigint,
    returned_counter bigint,
    returned_online bigint,
    returned_post bigint,
    returned_on_spot bigint,
    payments_online bigint,
    payments_direct bigint,
    amount_online bigint,
    amount_direct bigint,
    received_digitised bigint,
    closed_digitised bigint,
    received_e_result bigint,
    closed_e_result bigint,
    received_result_due bigint,
    closed_result_due bigint,
    received_reused bigint,
    closed_reused bigint,
    received_from_store bigint,
    closed_from_store bigint,
    received_population_db bigint,
    closed_population_db bigint,
    received_account_verified bigint,
    closed_account_verified bigint,
    received_fee_due bigint,
    closed_fee_due bigint,
    received_paid_online bigint,
    closed_paid_online bigint,
    received_full_online bigint,
    closed_full_online bigint,
    received_part_online bigint,
    closed_part_online bigint,
    received_interlinked_same_level bigint,
    closed_interlinked_same_level bigint,
    received_interlinked_cross_level bigint,
    closed_interlinked_cross_level bigint,
    received_online_complete bigint,
    closed_online_complete bigint,
    received_digitised_both bigint,
    closed_digitised_both bigint,
    received_e_result_due bigint,
    closed_e_result_due bigint
);
CREATE INDEX sum_cell_day_unit ON aggregator.sum_cell_day (unit, start);

CREATE TABLE aggregator.merged (
    month date PRIMARY KEY,
    merged_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE aggregator.merged IS 'Months whose rows of sum_cell_day were last made one a cell at that moment.';

CREATE TABLE aggregator.changed (
    partition integer NOT NULL,
    last bigint NOT NULL,
    n integer NOT NULL,
    recorded_at timestamptz NOT NULL,
    codec smallint NOT NULL,
    data bytea NOT NULL,
    PRIMARY KEY (partition, last)
);

-- ---- scorer: scores ----

CREATE TABLE scorer.position (
    partition integer PRIMARY KEY,
    changed_at bigint NOT NULL DEFAULT 0
);

CREATE TABLE scorer.score (
    rubric text COLLATE "C" NOT NULL,
    unit text COLLATE "C" NOT NULL,
    period text COLLATE "C" NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    indicator text COLLATE "C" NOT NULL,
    numerator bigint,
    denominator bigint,
    points_hundredths integer,
    max_hundredths integer NOT NULL,
    coverage_basis_points integer NOT NULL,
    activity bigint NOT NULL,
    computed_at timestamptz NOT NULL,
    PRIMARY KEY (rubric, unit, period, indicator)
);
COMMENT ON COLUMN scorer.score.indicator IS 'Id of an indicator, of a group, or total.';

-- ---- who may do what ----

GRANT USAGE ON SCHEMA intake TO thuocdo_intake;
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA intake TO thuocdo_intake;
GRANT UPDATE ON intake.producer, intake.unknown_key, intake.known TO thuocdo_intake;
GRANT DELETE ON intake.log TO thuocdo_intake;
GRANT USAGE ON SCHEMA tracker TO thuocdo_tracker;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA tracker TO thuocdo_tracker;
GRANT USAGE ON SCHEMA aggregator TO thuocdo_aggregator;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA aggregator TO thuocdo_aggregator;
GRANT USAGE ON SCHEMA scorer TO thuocdo_scorer;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA scorer TO thuocdo_scorer;
GRANT USAGE ON SCHEMA reporter TO thuocdo_reporter;
GRANT USAGE ON SCHEMA report TO thuocdo_reader, thuocdo_reporter, thuocdo_scorer;
