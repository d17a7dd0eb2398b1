-- What `thuocdo recount` compares: facts and postings, rows of sums by partition, deltas.

CREATE VIEW report.internal_recount_dossier AS
SELECT partition, dossier, source, code, facts, posted FROM tracker.dossier;

CREATE VIEW report.internal_recount_procedure AS
SELECT code, from_day, fee, result_is_paper, service_level, interlink FROM tracker.procedure;

CREATE VIEW report.internal_recount_delta AS
SELECT partition, last, n, codec, data FROM tracker.delta;

CREATE VIEW report.internal_recount_unit AS SELECT * FROM aggregator.sum_unit;

CREATE VIEW report.internal_recount_cell AS SELECT * FROM aggregator.sum_cell;

CREATE VIEW report.internal_recount_day AS SELECT * FROM aggregator.sum_cell_day;

CREATE VIEW report.internal_recount_producer AS
SELECT source, sum(logged)::bigint AS logged FROM intake.producer GROUP BY source;

CREATE VIEW report.internal_log_blocks AS SELECT partition, last, n, recorded_at FROM intake.log;

GRANT SELECT ON report.internal_position, report.internal_log_blocks, report.internal_recount_dossier,
    report.internal_recount_procedure, report.internal_recount_delta,
    report.internal_recount_unit, report.internal_recount_cell, report.internal_recount_day,
    report.internal_recount_producer TO thuocdo_reader;
