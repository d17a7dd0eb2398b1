-- Schema report, continued: the official tables by period, and how far the figures are.

-- ---- the official tables, by month, quarter and year ----

-- What each unit has of its own in a month, unmapped dossiers at the unit where they hang.
CREATE VIEW report.internal_month AS
SELECT k.hangs_at AS unit, s.start AS month,
    sum(s.received) AS received,
    sum(s.received) FILTER (WHERE s.channel = 2) AS online,
    sum(s.finished_early) AS early,
    sum(s.finished_on_time) AS on_time,
    sum(s.finished_late) AS late,
    sum(s.withdrawn) AS withdrawn,
    sum(coalesce(s.overdue_in, 0) - coalesce(s.overdue_out, 0)) AS overdue,
    sum(s.received_fee_due) AS fee_due,
    sum(s.received_paid_online) AS paid_online,
    sum(s.received_population_db) AS population_db,
    sum(s.received_digitised) AS digitised,
    sum(s.closed_e_result) AS e_result,
    sum(s.payments_online) AS payments_online,
    sum(s.amount_online) AS amount_online,
    sum(s.payments_direct) AS payments_direct,
    sum(s.amount_direct) AS amount_direct
FROM report.internal_sum_key k
JOIN aggregator.sum_unit s
    ON s.partition = k.partition AND s.unit = k.unit AND s.channel = k.channel
    AND s.system = k.system AND s.step = 2
WHERE NOT k.national
GROUP BY k.hangs_at, s.start;

CREATE VIEW report.internal_period AS
WITH month AS (SELECT DISTINCT s.start AS day FROM aggregator.sum_unit s WHERE s.step = 2)
SELECT to_char(day, 'YYYY-MM') AS period, day AS from_day,
    (day + interval '1 month')::date - 1 AS to_day
FROM month
UNION
SELECT to_char(day, 'YYYY-"Q"Q'), date_trunc('quarter', day)::date,
    (date_trunc('quarter', day) + interval '3 months')::date - 1
FROM month
UNION
SELECT to_char(day, 'YYYY'), date_trunc('year', day)::date,
    (date_trunc('year', day) + interval '1 year')::date - 1
FROM month;

-- Each unit with all below it: flows of the period, and what stood open on the evening before.
CREATE VIEW report.internal_period_sum AS
SELECT p.period, p.from_day, p.to_day, t.ancestor AS unit,
    sum(m.received) FILTER (WHERE m.month >= p.from_day) AS received,
    sum(m.online) FILTER (WHERE m.month >= p.from_day) AS online,
    sum(m.early) FILTER (WHERE m.month >= p.from_day) AS early,
    sum(m.on_time) FILTER (WHERE m.month >= p.from_day) AS on_time,
    sum(m.late) FILTER (WHERE m.month >= p.from_day) AS late,
    sum(m.withdrawn) FILTER (WHERE m.month >= p.from_day) AS withdrawn,
    sum(coalesce(m.received, 0) - coalesce(m.early, 0) - coalesce(m.on_time, 0)
        - coalesce(m.late, 0) - coalesce(m.withdrawn, 0)) FILTER (WHERE m.month < p.from_day)
        AS carried,
    sum(m.overdue) AS overdue,
    sum(m.fee_due) FILTER (WHERE m.month >= p.from_day) AS fee_due,
    sum(m.paid_online) FILTER (WHERE m.month >= p.from_day) AS paid_online,
    sum(m.population_db) FILTER (WHERE m.month >= p.from_day) AS population_db,
    sum(m.digitised) FILTER (WHERE m.month >= p.from_day) AS digitised,
    sum(m.e_result) FILTER (WHERE m.month >= p.from_day) AS e_result,
    sum(m.payments_online) FILTER (WHERE m.month >= p.from_day) AS payments_online,
    sum(m.amount_online) FILTER (WHERE m.month >= p.from_day) AS amount_online,
    sum(m.payments_direct) FILTER (WHERE m.month >= p.from_day) AS payments_direct,
    sum(m.amount_direct) FILTER (WHERE m.month >= p.from_day) AS amount_direct
FROM report.internal_period p
JOIN report.unit_tree t ON p.to_day BETWEEN t.from_day AND t.to_day
JOIN report.internal_month m ON m.unit = t.descendant AND m.month <= p.to_day
GROUP BY p.period, p.from_day, p.to_day, t.ancestor;

CREATE VIEW report.agency_table AS
WITH count AS (
    SELECT s.period, s.from_day, s.to_day, s.unit, u.name AS label, u.parent,
        coalesce(s.received, 0)::bigint AS received, coalesce(s.online, 0)::bigint AS online,
        coalesce(s.carried, 0)::bigint AS carried,
        (coalesce(s.early, 0) + coalesce(s.on_time, 0))::bigint AS in_time,
        coalesce(s.late, 0)::bigint AS late, coalesce(s.withdrawn, 0)::bigint AS withdrawn,
        coalesce(s.overdue, 0)::bigint AS overdue, coalesce(s.fee_due, 0)::bigint AS fee_due,
        coalesce(s.paid_online, 0)::bigint AS paid_online,
        coalesce(s.population_db, 0)::bigint AS population_db,
        coalesce(s.digitised, 0)::bigint AS digitised, coalesce(s.e_result, 0)::bigint AS e_result
    FROM report.internal_period_sum s
    JOIN report.internal_unit u
        ON u.unit = s.unit AND s.to_day BETWEEN u.holds_from AND u.holds_to
)
SELECT period, from_day, to_day, unit, label, parent,
    to_day >= (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS is_projection,
    carried + received AS received_total,
    received AS received_new,
    online AS received_online,
    carried AS carried_in,
    in_time + withdrawn + late AS resolved_total,
    in_time + withdrawn AS resolved_on_or_before_due,
    withdrawn,
    late AS resolved_late,
    carried + received - in_time - withdrawn - late AS in_progress_total,
    carried + received - in_time - withdrawn - late - overdue AS in_progress_not_due,
    overdue AS in_progress_overdue,
    online AS pct_received_online_numerator,
    received AS pct_received_online_denominator,
    ((2000 * online + received) / nullif(2 * received, 0) / 10.0)::numeric(5, 1)
        AS pct_received_online,
    paid_online AS pct_online_payment_numerator,
    fee_due AS pct_online_payment_denominator,
    ((2000 * paid_online + fee_due) / nullif(2 * fee_due, 0) / 10.0)::numeric(5, 1)
        AS pct_online_payment,
    population_db AS pct_popdb_lookup_numerator,
    received AS pct_popdb_lookup_denominator,
    ((2000 * population_db + received) / nullif(2 * received, 0) / 10.0)::numeric(5, 1)
        AS pct_popdb_lookup,
    digitised AS pct_digitised_numerator,
    received AS pct_digitised_denominator,
    ((2000 * digitised + received) / nullif(2 * received, 0) / 10.0)::numeric(5, 1)
        AS pct_digitised,
    e_result AS pct_e_result_numerator,
    in_time + late AS pct_e_result_denominator,
    ((2000 * e_result + in_time + late) / nullif(2 * (in_time + late), 0) / 10.0)::numeric(5, 1)
        AS pct_e_result
FROM count
WHERE carried <> 0 OR received <> 0 OR in_time <> 0 OR withdrawn <> 0 OR late <> 0;

CREATE VIEW report.payments AS
SELECT s.period, s.from_day, s.to_day, s.unit, u.name AS label, u.parent,
    s.to_day >= (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS is_projection,
    coalesce(s.payments_online, 0)::bigint AS online_tx_count,
    coalesce(s.amount_online, 0)::bigint AS online_tx_amount_vnd,
    coalesce(s.payments_direct, 0)::bigint AS direct_tx_count,
    coalesce(s.amount_direct, 0)::bigint AS direct_tx_amount_vnd
FROM report.internal_period_sum s
JOIN report.internal_unit u ON u.unit = s.unit AND s.to_day BETWEEN u.holds_from AND u.holds_to
WHERE s.payments_online <> 0 OR s.payments_direct <> 0;

-- ---- how far the figures are ----

-- A source that never sent has a line too. waiting is logged and not yet tracked.
CREATE VIEW report.ledger AS
WITH sent AS (
    SELECT source, sum(sent) AS sent, sum(derived) AS derived, sum(logged) AS logged,
        sum(rejected) AS rejected
    FROM intake.producer
    GROUP BY source
), tracked AS (
    SELECT source, sum(stored) AS stored, sum(duplicates) AS duplicate,
        sum(conflicts + too_many) AS rejected, sum(held) AS held
    FROM tracker.tally
    GROUP BY source
)
SELECT source,
    coalesce(s.sent, 0)::bigint AS sent,
    coalesce(s.derived, 0)::bigint AS derived,
    coalesce(s.logged, 0)::bigint AS logged,
    coalesce(t.stored, 0)::bigint AS stored,
    coalesce(t.duplicate, 0)::bigint AS duplicate,
    (coalesce(s.rejected, 0) + coalesce(t.rejected, 0))::bigint AS rejected,
    coalesce(t.held, 0)::bigint AS held,
    (coalesce(s.logged, 0) - coalesce(t.stored + t.duplicate + t.rejected + t.held, 0))::bigint
        AS waiting
FROM (SELECT source FROM intake.source
      UNION SELECT source FROM intake.producer
      UNION SELECT source FROM tracker.tally) known
LEFT JOIN sent s USING (source)
LEFT JOIN tracked t USING (source);

CREATE VIEW report.rejects AS
SELECT 'rejected' AS kind, source, subject, id, field, rule, recorded_at,
    NULL::integer AS partition, NULL::bigint AS position, batch, item, part
FROM intake.reject
UNION ALL
SELECT kind, source, subject, id, 'id',
    CASE kind WHEN 'conflict' THEN 'was logged before with other content'
        ELSE 'the dossier holds as many facts as it may' END,
    recorded_at, partition, position, NULL, NULL, NULL
FROM tracker.conflict
UNION ALL
SELECT 'held', NULL, NULL, NULL, NULL, error, held_at, partition, position, NULL, NULL, NULL
FROM tracker.held
WHERE NOT retry;

-- One row a partition: where every stream ends and how far its reader is (protocol rule 2).
CREATE VIEW report.internal_position AS
SELECT holder.partition, coalesce(log.last, 0) AS log_end, coalesce(t.log_at, 0) AS log_at,
    coalesce(t.catalogue_at, 0) AS catalogue_at, coalesce(t.delta_end, 0) AS delta_end,
    coalesce(a.delta_at, 0) AS delta_at, coalesce(a.changed_end, 0) AS changed_end,
    coalesce(s.changed_at, 0) AS changed_at
FROM thuocdo.installation
CROSS JOIN generate_series(0, partitions) AS holder (partition)
LEFT JOIN LATERAL (
    SELECT l.last FROM intake.log l
    WHERE l.partition = holder.partition ORDER BY l.last DESC LIMIT 1
) log ON true
LEFT JOIN tracker.position t ON t.partition = holder.partition
LEFT JOIN aggregator.position a ON a.partition = holder.partition
LEFT JOIN scorer.position s ON s.partition = holder.partition;

CREATE VIEW report.freshness AS
SELECT reader.service, p.partition, reader.position, reader.end_position,
    greatest(reader.end_position - reader.position, 0) AS lag, reader.catalogue_pending,
    reader.recorded_at
FROM report.internal_position p
CROSS JOIN LATERAL (
    SELECT 'intake' AS service, p.log_end AS position, p.log_end AS end_position,
        0::bigint AS catalogue_pending,
        (SELECT b.recorded_at FROM intake.log b
         WHERE b.partition = p.partition AND b.last <= p.log_end
         ORDER BY b.last DESC LIMIT 1) AS recorded_at
    UNION ALL
    SELECT 'tracker', p.log_at, p.log_end,
        CASE WHEN p.partition = 0 THEN 0 ELSE
            greatest((SELECT z.log_at - p.catalogue_at FROM report.internal_position z
                      WHERE z.partition = 0), 0) END,
        (SELECT b.recorded_at FROM intake.log b
         WHERE b.partition = p.partition AND b.last <= p.log_at
         ORDER BY b.last DESC LIMIT 1)
    UNION ALL
    SELECT 'aggregator', p.delta_at, p.delta_end, 0,
        (SELECT b.recorded_at FROM tracker.delta b
         WHERE b.partition = p.partition AND b.last <= p.delta_at
         ORDER BY b.last DESC LIMIT 1)
    UNION ALL
    SELECT 'scorer', p.changed_at, p.changed_end, 0,
        (SELECT b.recorded_at FROM aggregator.changed b
         WHERE b.partition = p.partition AND b.last <= p.changed_at
         ORDER BY b.last DESC LIMIT 1)
) reader;

-- Classes of locks as in services/runtime/service.h.
CREATE VIEW report.services AS
SELECT (ARRAY['intake', 'tracker', 'aggregator', 'scorer', 'reporter'])[l.classid::bigint - 7660]
        AS service,
    l.objid::bigint AS partition, l.pid
FROM pg_catalog.pg_locks l
WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND l.granted
    AND l.classid::bigint BETWEEN 7661 AND 7665
    AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database());
