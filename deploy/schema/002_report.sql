-- Schema report: views only, plain types, for readers (SQL, ODBC, BI) and between the services.
--
-- Views whose names begin with internal_ are how one service reads another's tables; they may
-- change with the programs. All others are an interface: a column is only ever added.

COMMENT ON SCHEMA report IS 'What readers see: views only. See report.relations for joins.';

-- ---- organisation and catalogue ----

CREATE VIEW report.internal_unit AS
SELECT v.code AS unit,
    CASE WHEN row_number() OVER version = 1 THEN date '1900-01-01' ELSE v.from_day END
        AS holds_from,
    coalesce(lead(v.from_day) OVER version - 1, date '2199-12-31') AS holds_to,
    v.from_day, v.open, v.name_vi AS name, known.code AS parent, v.level
FROM tracker.unit v
LEFT JOIN (SELECT DISTINCT code FROM tracker.unit) known ON known.code = v.parent
WINDOW version AS (PARTITION BY v.code ORDER BY v.from_day);

CREATE VIEW report.unit AS
SELECT unit, from_day, holds_to AS to_day, open, name, parent, level FROM report.internal_unit;

CREATE VIEW report.unit_now AS
SELECT unit, name, parent, level, open AND from_day <= today.day AS open
FROM report.internal_unit
CROSS JOIN (SELECT (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day) today
WHERE today.day BETWEEN holds_from AND holds_to;

-- The units already on the path stop a cycle of parents.
CREATE VIEW report.unit_tree AS
WITH RECURSIVE path AS (
    SELECT code AS ancestor, code AS descendant, 0 AS depth, date '1900-01-01' AS from_day,
        date '2199-12-31' AS to_day, ARRAY[code] AS units
    FROM (SELECT DISTINCT code FROM tracker.unit) known
    UNION ALL
    SELECT v.parent, p.descendant, p.depth + 1, greatest(p.from_day, v.holds_from),
        least(p.to_day, v.holds_to), p.units || v.parent
    FROM path p
    JOIN report.internal_unit v
        ON v.unit = p.ancestor AND v.holds_from <= p.to_day AND v.holds_to >= p.from_day
    WHERE v.parent <> ALL (p.units)
)
SELECT ancestor, descendant, depth, from_day, to_day FROM path;

CREATE VIEW report.internal_procedure AS
SELECT v.code AS procedure,
    CASE WHEN row_number() OVER version = 1 THEN date '1900-01-01' ELSE v.from_day END
        AS holds_from,
    coalesce(lead(v.from_day) OVER version - 1, date '2199-12-31') AS holds_to,
    v.from_day, v.in_force, v.name_vi AS name, v.field, v.service_level, v.limit_n,
    v.limit_unit, v.fee, v.result_is_paper, v.interlink
FROM tracker.procedure v
WINDOW version AS (PARTITION BY v.code ORDER BY v.from_day);

CREATE VIEW report.procedure AS
SELECT procedure, from_day, holds_to AS to_day, in_force, name, field, service_level, limit_n,
    limit_unit, fee, result_is_paper, interlink
FROM report.internal_procedure;

CREATE VIEW report.procedure_now AS
SELECT procedure, name, field, service_level, fee, in_force AND from_day <= today.day AS in_force
FROM report.internal_procedure
CROSS JOIN (SELECT (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day) today
WHERE today.day BETWEEN holds_from AND holds_to;

-- ---- sources ----

CREATE VIEW report.sources AS
SELECT source, kind, array_to_string(units, ', ') AS units,
    array_to_string(prefixes, ', ') AS prefixes, array_to_string(may, ', ') AS may,
    registered_at
FROM intake.source;

-- Where the unmapped dossiers of a source hang: its top unit, else the only root.
CREATE VIEW report.internal_source AS
SELECT s.source, s.kind = 'national' AS national,
    coalesce(
        (SELECT u.unit FROM report.internal_unit u WHERE u.unit = s.units[1] LIMIT 1),
        (SELECT min(u.unit) FROM report.unit_now u WHERE u.parent IS NULL HAVING count(*) = 1)
    ) AS home
FROM intake.source s;

-- ---- sums ----

CREATE VIEW report.internal_sum_unit AS
SELECT s.partition, s.unit, s.channel, s.system, s.step, s.start,
    s.received, s.finished_early, s.finished_on_time, s.finished_late, s.withdrawn, s.overdue_in,
    s.overdue_out, s.waiting_in, s.waiting_out, s.returned_counter, s.returned_online,
    s.returned_post, s.returned_on_spot, s.payments_online, s.payments_direct, s.amount_online,
    s.amount_direct, s.received_digitised, s.closed_digitised, s.received_e_result,
    s.closed_e_result, s.received_result_due, s.closed_result_due, s.received_reused,
    s.closed_reused, s.received_from_store, s.closed_from_store, s.received_population_db,
    s.closed_population_db, s.received_account_verified, s.closed_account_verified,
    s.received_fee_due, s.closed_fee_due, s.received_paid_online, s.closed_paid_online,
    s.received_full_online, s.closed_full_online, s.received_part_online, s.closed_part_online,
    s.received_interlinked_same_level, s.closed_interlinked_same_level,
    s.received_interlinked_cross_level, s.closed_interlinked_cross_level,
    s.received_online_complete, s.closed_online_complete, s.received_digitised_both,
    s.closed_digitised_both, s.received_e_result_due, s.closed_e_result_due
FROM aggregator.sum_unit s;

CREATE VIEW report.internal_sum_cell AS
SELECT s.partition, s.unit, s.procedure, s.channel, s.system, s.step, s.start,
    s.received, s.finished_early, s.finished_on_time, s.finished_late, s.withdrawn, s.overdue_in,
    s.overdue_out, s.waiting_in, s.waiting_out, s.returned_counter, s.returned_online,
    s.returned_post, s.returned_on_spot, s.payments_online, s.payments_direct, s.amount_online,
    s.amount_direct, s.received_digitised, s.closed_digitised, s.received_e_result,
    s.closed_e_result, s.received_result_due, s.closed_result_due, s.received_reused,
    s.closed_reused, s.received_from_store, s.closed_from_store, s.received_population_db,
    s.closed_population_db, s.received_account_verified, s.closed_account_verified,
    s.received_fee_due, s.closed_fee_due, s.received_paid_online, s.closed_paid_online,
    s.received_full_online, s.closed_full_online, s.received_part_online, s.closed_part_online,
    s.received_interlinked_same_level, s.closed_interlinked_same_level,
    s.received_interlinked_cross_level, s.closed_interlinked_cross_level,
    s.received_online_complete, s.closed_online_complete, s.received_digitised_both,
    s.closed_digitised_both, s.received_e_result_due, s.closed_e_result_due
FROM aggregator.sum_cell s
UNION ALL
SELECT s.partition, s.unit, s.procedure, s.channel, s.system, 1::smallint, s.start,
    s.received, s.finished_early, s.finished_on_time, s.finished_late, s.withdrawn, s.overdue_in,
    s.overdue_out, s.waiting_in, s.waiting_out, s.returned_counter, s.returned_online,
    s.returned_post, s.returned_on_spot, s.payments_online, s.payments_direct, s.amount_online,
    s.amount_direct, s.received_digitised, s.closed_digitised, s.received_e_result,
    s.closed_e_result, s.received_result_due, s.closed_result_due, s.received_reused,
    s.closed_reused, s.received_from_store, s.closed_from_store, s.received_population_db,
    s.closed_population_db, s.received_account_verified, s.closed_account_verified,
    s.received_fee_due, s.closed_fee_due, s.received_paid_online, s.closed_paid_online,
    s.received_full_online, s.closed_full_online, s.received_part_online, s.closed_part_online,
    s.received_interlinked_same_level, s.closed_interlinked_same_level,
    s.received_interlinked_cross_level, s.closed_interlinked_cross_level,
    s.received_online_complete, s.closed_online_complete, s.received_digitised_both,
    s.closed_digitised_both, s.received_e_result_due, s.closed_e_result_due
FROM aggregator.sum_cell_day s;

-- Which keys have sums, found by leaps over the index, and where in the tree they hang.
CREATE VIEW report.internal_sum_key AS
WITH RECURSIVE key AS (
    SELECT first.*
    FROM thuocdo.installation
    CROSS JOIN generate_series(0, partitions) AS holder (partition)
    CROSS JOIN LATERAL (
        SELECT s.partition, s.unit, s.channel, s.system
        FROM aggregator.sum_unit s
        WHERE s.partition = holder.partition
        ORDER BY s.unit, s.channel, s.system
        LIMIT 1
    ) first
    UNION ALL
    SELECT next.*
    FROM key
    CROSS JOIN LATERAL (
        SELECT s.partition, s.unit, s.channel, s.system
        FROM aggregator.sum_unit s
        WHERE s.partition = key.partition
            AND (s.unit, s.channel, s.system) > (key.unit, key.channel, key.system)
        ORDER BY s.unit, s.channel, s.system
        LIMIT 1
    ) next
)
SELECT key.partition, key.unit, key.channel, key.system, known.code IS NOT NULL AS mapped,
    coalesce(known.code, source.home,
        (SELECT min(u.unit) FROM report.unit_now u WHERE u.parent IS NULL HAVING count(*) = 1))
        AS hangs_at,
    coalesce(source.national, false) AS national
FROM key
LEFT JOIN (SELECT DISTINCT code FROM tracker.unit) known ON known.code = key.unit
LEFT JOIN report.internal_source source ON source.source = key.system;

CREATE VIEW report.sum_unit AS
SELECT s.unit, (ARRAY['direct', 'online', 'post'])[s.channel] AS channel, s.system, s.step,
    s.start,
    sum(s.received)::bigint AS received, sum(s.finished_early)::bigint AS finished_early,
    sum(s.finished_on_time)::bigint AS finished_on_time,
    sum(s.finished_late)::bigint AS finished_late, sum(s.withdrawn)::bigint AS withdrawn,
    sum(s.overdue_in)::bigint AS overdue_in, sum(s.overdue_out)::bigint AS overdue_out,
    sum(s.waiting_in)::bigint AS waiting_in, sum(s.waiting_out)::bigint AS waiting_out,
    sum(s.returned_counter)::bigint AS returned_counter,
    sum(s.returned_online)::bigint AS returned_online,
    sum(s.returned_post)::bigint AS returned_post,
    sum(s.returned_on_spot)::bigint AS returned_on_spot,
    sum(s.payments_online)::bigint AS payments_online,
    sum(s.payments_direct)::bigint AS payments_direct,
    sum(s.amount_online)::bigint AS amount_online, sum(s.amount_direct)::bigint AS amount_direct,
    sum(s.received_digitised)::bigint AS received_digitised,
    sum(s.closed_digitised)::bigint AS closed_digitised,
    sum(s.received_e_result)::bigint AS received_e_result,
    sum(s.closed_e_result)::bigint AS closed_e_result,
    sum(s.received_result_due)::bigint AS received_result_due,
    sum(s.closed_result_due)::bigint AS closed_result_due,
    sum(s.received_reused)::bigint AS received_reused,
    sum(s.closed_reused)::bigint AS closed_reused,
    sum(s.received_from_store)::bigint AS received_from_store,
    sum(s.closed_from_store)::bigint AS closed_from_store,
    sum(s.received_population_db)::bigint AS received_population_db,
    sum(s.closed_population_db)::bigint AS closed_population_db,
    sum(s.received_account_verified)::bigint AS received_account_verified,
    sum(s.closed_account_verified)::bigint AS closed_account_verified,
    sum(s.received_fee_due)::bigint AS received_fee_due,
    sum(s.closed_fee_due)::bigint AS closed_fee_due,
    sum(s.received_paid_online)::bigint AS received_paid_online,
    sum(s.closed_paid_online)::bigint AS closed_paid_online,
    sum(s.received_full_online)::bigint AS received_full_online,
    sum(s.closed_full_online)::bigint AS closed_full_online,
    sum(s.received_part_online)::bigint AS received_part_online,
    sum(s.closed_part_online)::bigint AS closed_part_online,
    sum(s.received_interlinked_same_level)::bigint AS received_interlinked_same_level,
    sum(s.closed_interlinked_same_level)::bigint AS closed_interlinked_same_level,
    sum(s.received_interlinked_cross_level)::bigint AS received_interlinked_cross_level,
    sum(s.closed_interlinked_cross_level)::bigint AS closed_interlinked_cross_level,
    sum(s.received_online_complete)::bigint AS received_online_complete,
    sum(s.closed_online_complete)::bigint AS closed_online_complete,
    sum(s.received_digitised_both)::bigint AS received_digitised_both,
    sum(s.closed_digitised_both)::bigint AS closed_digitised_both,
    sum(s.received_e_result_due)::bigint AS received_e_result_due,
    sum(s.closed_e_result_due)::bigint AS closed_e_result_due
FROM aggregator.sum_unit s
GROUP BY s.unit, s.channel, s.system, s.step, s.start;

CREATE VIEW report.sum_cell AS
SELECT s.unit, s.procedure, (ARRAY['direct', 'online', 'post'])[s.channel] AS channel, s.system,
    s.step, s.start,
    sum(s.received)::bigint AS received, sum(s.finished_early)::bigint AS finished_early,
    sum(s.finished_on_time)::bigint AS finished_on_time,
    sum(s.finished_late)::bigint AS finished_late, sum(s.withdrawn)::bigint AS withdrawn,
    sum(s.overdue_in)::bigint AS overdue_in, sum(s.overdue_out)::bigint AS overdue_out,
    sum(s.waiting_in)::bigint AS waiting_in, sum(s.waiting_out)::bigint AS waiting_out,
    sum(s.returned_counter)::bigint AS returned_counter,
    sum(s.returned_online)::bigint AS returned_online,
    sum(s.returned_post)::bigint AS returned_post,
    sum(s.returned_on_spot)::bigint AS returned_on_spot,
    sum(s.payments_online)::bigint AS payments_online,
    sum(s.payments_direct)::bigint AS payments_direct,
    sum(s.amount_online)::bigint AS amount_online, sum(s.amount_direct)::bigint AS amount_direct,
    sum(s.received_digitised)::bigint AS received_digitised,
    sum(s.closed_digitised)::bigint AS closed_digitised,
    sum(s.received_e_result)::bigint AS received_e_result,
    sum(s.closed_e_result)::bigint AS closed_e_result,
    sum(s.received_result_due)::bigint AS received_result_due,
    sum(s.closed_result_due)::bigint AS closed_result_due,
    sum(s.received_reused)::bigint AS received_reused,
    sum(s.closed_reused)::bigint AS closed_reused,
    sum(s.received_from_store)::bigint AS received_from_store,
    sum(s.closed_from_store)::bigint AS closed_from_store,
    sum(s.received_population_db)::bigint AS received_population_db,
    sum(s.closed_population_db)::bigint AS closed_population_db,
    sum(s.received_account_verified)::bigint AS received_account_verified,
    sum(s.closed_account_verified)::bigint AS closed_account_verified,
    sum(s.received_fee_due)::bigint AS received_fee_due,
    sum(s.closed_fee_due)::bigint AS closed_fee_due,
    sum(s.received_paid_online)::bigint AS received_paid_online,
    sum(s.closed_paid_online)::bigint AS closed_paid_online,
    sum(s.received_full_online)::bigint AS received_full_online,
    sum(s.closed_full_online)::bigint AS closed_full_online,
    sum(s.received_part_online)::bigint AS received_part_online,
    sum(s.closed_part_online)::bigint AS closed_part_online,
    sum(s.received_interlinked_same_level)::bigint AS received_interlinked_same_level,
    sum(s.closed_interlinked_same_level)::bigint AS closed_interlinked_same_level,
    sum(s.received_interlinked_cross_level)::bigint AS received_interlinked_cross_level,
    sum(s.closed_interlinked_cross_level)::bigint AS closed_interlinked_cross_level,
    sum(s.received_online_complete)::bigint AS received_online_complete,
    sum(s.closed_online_complete)::bigint AS closed_online_complete,
    sum(s.received_digitised_both)::bigint AS received_digitised_both,
    sum(s.closed_digitised_both)::bigint AS closed_digitised_both,
    sum(s.received_e_result_due)::bigint AS received_e_result_due,
    sum(s.closed_e_result_due)::bigint AS closed_e_result_due
FROM report.internal_sum_cell s
GROUP BY s.unit, s.procedure, s.channel, s.system, s.step, s.start;

CREATE VIEW report.day_counts AS
SELECT s.unit, s.procedure, (ARRAY['direct', 'online', 'post'])[s.channel] AS channel, s.system,
    s.start AS day,
    sum(s.received)::bigint AS received, sum(s.finished_early)::bigint AS finished_early,
    sum(s.finished_on_time)::bigint AS finished_on_time,
    sum(s.finished_late)::bigint AS finished_late, sum(s.withdrawn)::bigint AS withdrawn,
    sum(s.overdue_in)::bigint AS overdue_in, sum(s.overdue_out)::bigint AS overdue_out,
    sum(s.waiting_in)::bigint AS waiting_in, sum(s.waiting_out)::bigint AS waiting_out,
    sum(s.returned_counter)::bigint AS returned_counter,
    sum(s.returned_online)::bigint AS returned_online,
    sum(s.returned_post)::bigint AS returned_post,
    sum(s.returned_on_spot)::bigint AS returned_on_spot,
    sum(s.payments_online)::bigint AS payments_online,
    sum(s.payments_direct)::bigint AS payments_direct,
    sum(s.amount_online)::bigint AS amount_online, sum(s.amount_direct)::bigint AS amount_direct,
    sum(s.received_digitised)::bigint AS received_digitised,
    sum(s.closed_digitised)::bigint AS closed_digitised,
    sum(s.received_e_result)::bigint AS received_e_result,
    sum(s.closed_e_result)::bigint AS closed_e_result,
    sum(s.received_result_due)::bigint AS received_result_due,
    sum(s.closed_result_due)::bigint AS closed_result_due,
    sum(s.received_reused)::bigint AS received_reused,
    sum(s.closed_reused)::bigint AS closed_reused,
    sum(s.received_from_store)::bigint AS received_from_store,
    sum(s.closed_from_store)::bigint AS closed_from_store,
    sum(s.received_population_db)::bigint AS received_population_db,
    sum(s.closed_population_db)::bigint AS closed_population_db,
    sum(s.received_account_verified)::bigint AS received_account_verified,
    sum(s.closed_account_verified)::bigint AS closed_account_verified,
    sum(s.received_fee_due)::bigint AS received_fee_due,
    sum(s.closed_fee_due)::bigint AS closed_fee_due,
    sum(s.received_paid_online)::bigint AS received_paid_online,
    sum(s.closed_paid_online)::bigint AS closed_paid_online,
    sum(s.received_full_online)::bigint AS received_full_online,
    sum(s.closed_full_online)::bigint AS closed_full_online,
    sum(s.received_part_online)::bigint AS received_part_online,
    sum(s.closed_part_online)::bigint AS closed_part_online,
    sum(s.received_interlinked_same_level)::bigint AS received_interlinked_same_level,
    sum(s.closed_interlinked_same_level)::bigint AS closed_interlinked_same_level,
    sum(s.received_interlinked_cross_level)::bigint AS received_interlinked_cross_level,
    sum(s.closed_interlinked_cross_level)::bigint AS closed_interlinked_cross_level,
    sum(s.received_online_complete)::bigint AS received_online_complete,
    sum(s.closed_online_complete)::bigint AS closed_online_complete,
    sum(s.received_digitised_both)::bigint AS received_digitised_both,
    sum(s.closed_digitised_both)::bigint AS closed_digitised_both,
    sum(s.received_e_result_due)::bigint AS received_e_result_due,
    sum(s.closed_e_result_due)::bigint AS closed_e_result_due
FROM aggregator.sum_cell_day s
GROUP BY s.unit, s.procedure, s.channel, s.system, s.start;

-- ---- dossiers ----

-- The names of numbers in tracker.dossier, as in services/tracker/core/history.h.
CREATE VIEW report.internal_standing (standing, name, label) AS
VALUES (0, 'never_received', 'chưa từng được tiếp nhận'),
    (1, 'voided', 'đã hủy'),
    (2, 'refused', 'từ chối tiếp nhận'),
    (3, 'open', 'đang giải quyết'),
    (4, 'finished', 'đã giải quyết'),
    (5, 'withdrawn', 'đã rút');

CREATE VIEW report.internal_verdict (verdict, name, label) AS
VALUES (0, NULL, NULL),
    (1, 'early', 'trước hạn'),
    (2, 'on_time', 'đúng hạn'),
    (3, 'late', 'quá hạn');

CREATE VIEW report.internal_flag (bit, name) AS
VALUES (0, 'never_received'), (1, 'end_before_receipt'), (2, 'end_moment_unknown'),
    (3, 'hand_over_before_finish'), (4, 'reopened_not_ended'), (5, 'snapshot_disagrees'),
    (6, 'no_due'), (7, 'no_unit'), (8, 'no_procedure'), (9, 'no_channel'),
    (10, 'second_supplement');

CREATE VIEW report.internal_dossier AS
SELECT partition, dossier, source, code, standing, status, unit, procedure, channel, received_day,
    received_at, due_day, ended_at, verdict, supplement_rounds, attributes, flags, fact_count,
    facts, posted
FROM tracker.dossier;

-- Units that dossiers name, found by leaps over the index.
CREATE VIEW report.internal_dossier_unit AS
WITH RECURSIVE named AS (
    (SELECT d.unit FROM tracker.dossier d WHERE d.unit IS NOT NULL ORDER BY d.unit LIMIT 1)
    UNION ALL
    SELECT next.unit
    FROM named
    CROSS JOIN LATERAL (
        SELECT d.unit FROM tracker.dossier d WHERE d.unit > named.unit ORDER BY d.unit LIMIT 1
    ) next
)
SELECT unit, EXISTS (SELECT FROM tracker.unit u WHERE u.code = named.unit) AS mapped FROM named;

-- From the hash of source and code (services/tracker/residents.h) to the dossier.
CREATE VIEW report.internal_code AS
SELECT partition, key, dossier FROM tracker.code;

CREATE VIEW report.dossiers AS
SELECT d.partition, d.dossier, d.source, d.code, d.unit, d.procedure,
    (ARRAY['direct', 'online', 'post'])[d.channel] AS channel, d.status, standing.name AS standing,
    d.received_at, d.received_day, d.due_day, d.ended_at,
    (d.ended_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS ended_day,
    (ARRAY['early', 'on_time', 'late'])[d.verdict] AS verdict, d.supplement_rounds,
    (SELECT string_agg(f.name, ', ' ORDER BY f.bit) FROM report.internal_flag f
     WHERE (d.flags >> f.bit & 1) = 1) AS flags,
    d.fact_count,
    (d.attributes >> 0 & 1) = 1 AS digitised,
    (d.attributes >> 1 & 1) = 1 AS e_result,
    (d.attributes >> 2 & 1) = 1 AS result_due,
    (d.attributes >> 3 & 1) = 1 AS reused,
    (d.attributes >> 4 & 1) = 1 AS from_store,
    (d.attributes >> 5 & 1) = 1 AS population_db,
    (d.attributes >> 6 & 1) = 1 AS account_verified,
    (d.attributes >> 7 & 1) = 1 AS fee_due,
    (d.attributes >> 8 & 1) = 1 AS paid_online,
    (d.attributes >> 9 & 1) = 1 AS full_online,
    (d.attributes >> 10 & 1) = 1 AS part_online,
    (d.attributes >> 11 & 1) = 1 AS interlinked_same_level,
    (d.attributes >> 12 & 1) = 1 AS interlinked_cross_level,
    (d.attributes >> 13 & 1) = 1 AS online_complete,
    (d.attributes >> 14 & 1) = 1 AS digitised_both,
    (d.attributes >> 15 & 1) = 1 AS e_result_due
FROM tracker.dossier d
JOIN report.internal_standing standing ON standing.standing = d.standing;

-- ---- scores ----

CREATE VIEW report.score AS
SELECT rubric, unit, period, from_day, to_day, indicator, numerator, denominator,
    (points_hundredths / 100.0)::numeric(12, 2) AS points,
    (max_hundredths / 100.0)::numeric(12, 2) AS max_points,
    (coverage_basis_points / 10000.0)::numeric(5, 4) AS coverage, activity, computed_at
FROM scorer.score;
