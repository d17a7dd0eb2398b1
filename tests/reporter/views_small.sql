-- A handful of rows, put in by hand, and what the views must make of them.

CREATE FUNCTION pg_temp.equal(what text, query text, expected text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    found text;
BEGIN
    EXECUTE 'SELECT coalesce(string_agg(x::text, '' '' ORDER BY x::text), '''') FROM ('
        || query || ') x' INTO found;
    IF found <> expected THEN
        RAISE EXCEPTION '%: % instead of %', what, found, expected;
    END IF;
END $$;

-- ---- organisation: B moves from A to C on 2024-03-01; X and Y are above each other ----

INSERT INTO tracker.unit (code, from_day, to_day, open, name_vi, parent, level, changed_at) VALUES
    ('A', '2023-01-01', '2199-12-31', true, 'Tỉnh A', NULL, 'province', 1),
    ('B', '2023-06-01', '2024-02-29', true, 'Xã B', 'A', 'commune', 1),
    ('B', '2024-03-01', '2199-12-31', true, 'Phường B', 'C', 'commune', 1),
    ('C', '2023-01-01', '2199-12-31', true, 'Huyện C', 'A', 'district', 1),
    ('D', '2023-01-01', '2199-12-31', true, 'Không rõ trên', 'nobody', 'branch', 1),
    ('X', '2023-01-01', '2199-12-31', true, 'X', 'Y', 'branch', 1),
    ('Y', '2023-01-01', '2199-12-31', true, 'Y', 'X', 'branch', 1);

SELECT pg_temp.equal('tree', $$SELECT * FROM report.unit_tree WHERE ancestor < 'X' AND depth > 0$$,
    '(A,B,1,1900-01-01,2024-02-29) (A,B,2,2024-03-01,2199-12-31) (A,C,1,1900-01-01,2199-12-31) '
    '(C,B,1,2024-03-01,2199-12-31)');
SELECT pg_temp.equal('cycle', $$SELECT ancestor, descendant, depth FROM report.unit_tree
    WHERE ancestor >= 'X'$$, '(X,X,0) (X,Y,1) (Y,X,1) (Y,Y,0)');
SELECT pg_temp.equal('every unit once on every day',
    $$SELECT descendant, day FROM report.unit_tree, unnest(ARRAY[date '2022-01-01', '2024-02-29',
          '2024-03-01', '2024-03-02']) AS day
      WHERE day BETWEEN from_day AND to_day
      GROUP BY descendant, ancestor, day HAVING count(*) <> 1$$, '');
SELECT pg_temp.equal('unknown parent', $$SELECT unit FROM report.unit_now WHERE parent IS NULL$$,
    '(A) (D)');
SELECT pg_temp.equal('versions', $$SELECT unit, from_day, to_day, name FROM report.unit
    WHERE unit = 'B'$$,
    '(B,2023-06-01,2024-02-29,"Xã B") (B,2024-03-01,2199-12-31,"Phường B")');

-- ---- sums: two partitions, the three steps ----

INSERT INTO intake.source (source, kind, units, prefixes, may, key) VALUES
    ('mot-cua', 'provincial', '{C}', '{}', '{dossiers}', ''),
    ('cong', 'national', '{A}', '{}', '{dossiers}', '');
INSERT INTO aggregator.sum_unit (partition, unit, channel, system, step, start, received,
    finished_late, overdue_in, overdue_out)
SELECT partition, unit, channel, 'mot-cua', step, date_trunc(unit_of_step, day)::date, received,
    late, late, late
FROM (VALUES (1, 'B', 2, date '2024-02-10', 3, 0), (2, 'B', 2, '2024-02-10', 4, 0),
             (1, 'B', 1, '2024-03-05', 1, 2), (3, 'ghost', 3, '2024-03-05', 5, 0))
        AS contribution (partition, unit, channel, day, received, late),
    (VALUES (1, 'day'), (2, 'month'), (3, 'year')) AS steps (step, unit_of_step);
INSERT INTO aggregator.sum_unit (partition, unit, channel, system, step, start, received)
SELECT 1, 'B', 1, 'cong', step, '2024-01-01', 100 FROM generate_series(1, 3) AS step;
INSERT INTO aggregator.sum_cell_day (partition, unit, procedure, channel, system, start, received)
VALUES (1, 'B', 'p', 2, 'mot-cua', '2024-02-10', 3), (1, 'B', 'p', 2, 'mot-cua', '2024-02-10', -1),
    (2, 'B', 'p', 2, 'mot-cua', '2024-02-10', 4);

SELECT pg_temp.equal('sum of partitions', $$SELECT channel, start, received FROM report.sum_unit
    WHERE unit = 'B' AND step = 1 AND system = 'mot-cua'$$,
    '(direct,2024-03-05,1) (online,2024-02-10,7)');
SELECT pg_temp.equal('rows of a day', $$SELECT procedure, channel, day, received
    FROM report.day_counts$$, '(p,online,2024-02-10,6)');
SELECT pg_temp.equal('cells', $$SELECT step, start, received FROM report.sum_cell$$,
    '(1,2024-02-10,6)');
SELECT pg_temp.equal('keys', $$SELECT partition, unit, channel, system, mapped, hangs_at, national
    FROM report.internal_sum_key$$,
    '(1,B,1,cong,t,B,t) (1,B,1,mot-cua,t,B,f) (1,B,2,mot-cua,t,B,f) (2,B,2,mot-cua,t,B,f) '
    '(3,ghost,3,mot-cua,f,C,f)');
INSERT INTO aggregator.sum_mark (partition, unit, channel, system, step, start, mark, n)
SELECT partition, unit, channel, 'mot-cua', step, date_trunc(unit_of_step, day)::date, mark, n
FROM (VALUES (1, 'B', 2, date '2024-02-10', 70, 3), (2, 'B', 2, '2024-02-10', 70, 4),
             (2, 'B', 2, '2024-02-11', 114, 1), (3, 'phantom', 3, '2024-03-05', 64, 5))
        AS contribution (partition, unit, channel, day, mark, n),
    (VALUES (1, 'day'), (2, 'month'), (3, 'year')) AS steps (step, unit_of_step);
INSERT INTO aggregator.sum_mark VALUES (1, 'B', 1, 'cong', 1, '2024-02-10', 9999, 1);
SELECT pg_temp.equal('marks', $$SELECT unit, channel, system, step, start, mark, n
    FROM report.sum_mark WHERE step < 3$$,
    '(B,direct,cong,1,2024-02-10,9999,1) (B,online,mot-cua,1,2024-02-10,flag_no_due,7) '
    '(B,online,mot-cua,1,2024-02-11,feedback_bad,1) '
    '(B,online,mot-cua,2,2024-02-01,feedback_bad,1) '
    '(B,online,mot-cua,2,2024-02-01,flag_no_due,7) '
    '(phantom,post,mot-cua,1,2024-03-05,flag_never_received,5) '
    '(phantom,post,mot-cua,2,2024-03-01,flag_never_received,5)');
SELECT pg_temp.equal('keys of marks', $$SELECT partition, unit, channel, system, mapped, hangs_at,
    national FROM report.internal_mark_key$$,
    '(1,B,1,cong,t,B,t) (1,B,2,mot-cua,t,B,f) (2,B,2,mot-cua,t,B,f) (3,phantom,3,mot-cua,f,C,f)');
SELECT pg_temp.equal('marks have labels', $$SELECT count(*), count(DISTINCT mark),
    count(nullif(label, '')) FROM report.mark$$, '(51,51,51)');
-- B belongs to A alone until February, to C and A from March on; ghost hangs at C.
SELECT pg_temp.equal('table by month', $$SELECT period, unit, received_new, received_online,
    carried_in, resolved_late, in_progress_total, pct_received_online FROM report.agency_table
    WHERE length(period) = 7 AND period NOT LIKE '%Q%'$$,
    '(2024-02,A,7,7,0,0,7,100.0) (2024-02,B,7,7,0,0,7,100.0) (2024-03,A,6,0,7,2,11,0.0) '
    '(2024-03,B,1,0,7,2,6,0.0) (2024-03,C,6,0,7,2,11,0.0)');
SELECT pg_temp.equal('table by quarter and year', $$SELECT period, unit, received_total, parent,
    label FROM report.agency_table WHERE unit IN ('A', 'B') AND (period LIKE '%Q%'
    OR length(period) = 4)$$,
    '(2024,A,13,,"Tỉnh A") (2024,B,8,C,"Phường B") (2024-Q1,A,13,,"Tỉnh A") '
    '(2024-Q1,B,8,C,"Phường B")');

-- ---- catalogue: what each version adds on its first day and takes away after its last ----

INSERT INTO tracker.procedure (code, from_day, to_day, in_force, name_vi, field, service_level,
    limit_n, limit_unit, fee, result_is_paper, changed_at, change, decision_no, published_at) VALUES
    -- Announced, announced again by the same decision, amended, abolished, announced anew.
    ('1', '2024-01-05', '2199-12-31', true, 'M', 'F', 'part', 5, 'day', true, false, 1, 'new', '7',
        NULL),
    ('1', '2024-01-09', '2199-12-31', true, 'M', 'F', 'full', 5, 'day', true, false, 1, 'new', '7',
        NULL),
    ('1', '2024-02-01', '2199-12-31', true, 'M', 'F', 'full', 4, 'day', true, false, 1, 'amended',
        '8', NULL),
    ('1', '2024-03-01', '2199-12-31', false, 'M', 'F', 'full', 4, 'day', true, false, 1, 'amended',
        '8', NULL),
    ('1', '2024-03-02', '2199-12-31', false, 'M', 'F', 'full', 4, 'day', true, false, 1, 'amended',
        '8', NULL),
    ('1', '2024-04-01', '2199-12-31', true, 'M', 'F', 'full', 4, 'day', true, false, 1, 'amended',
        '8', NULL),
    -- In force first, made public a week later, abolished on the day after.
    ('2', '2024-01-01', '2199-12-31', true, 'N', 'F', 'info', 5, 'day', false, false, 1, NULL, NULL,
        '2024-01-08'),
    ('2', '2024-01-09', '2199-12-31', false, 'N', 'F', 'info', 5, 'day', false, false, 1, NULL,
        NULL, '2024-01-08'),
    -- The same said every night without a decision; then with another limit.
    ('3', '2024-05-01', '2199-12-31', true, 'P', 'F', 'info', 5, 'day', false, false, 1, 'new',
        NULL, '2024-01-08'),
    ('3', '2024-05-02', '2199-12-31', true, 'P', 'F', 'info', 5, 'day', false, false, 1, 'new',
        NULL, '2024-01-08'),
    ('3', '2024-05-03', '2199-12-31', true, 'P', 'F', 'info', 6, 'day', false, false, 1, 'new',
        NULL, '2024-01-08');
SELECT pg_temp.equal('catalogue by day', $$SELECT procedure, day, n, change, service_level
    FROM report.catalogue_change WHERE procedure = '1'$$,
    '(1,2024-01-05,1,new,part) (1,2024-01-09,-1,,part) (1,2024-01-09,1,repeated,full) '
    '(1,2024-02-01,-1,,full) (1,2024-02-01,1,amended,full) (1,2024-03-01,-1,abolished,full) '
    '(1,2024-04-01,1,amended,full)');
SELECT pg_temp.equal('made public by day', $$SELECT day, n, change, published
    FROM report.catalogue_change WHERE procedure = '2'$$,
    '(2024-01-01,1,,f) (2024-01-08,-1,,f) (2024-01-08,1,repeated,t) (2024-01-09,-1,abolished,t)');
SELECT pg_temp.equal('said again', $$SELECT day, change FROM report.catalogue_change
    WHERE procedure = '3' AND n = 1$$,
    '(2024-05-01,new) (2024-05-02,repeated) (2024-05-03,new)');
SELECT pg_temp.equal('the catalogue as of any day is the sum up to it',
    $$SELECT day::date, in_force, sum FROM generate_series(date '2023-12-31', '2024-06-01', '1 day')
          AS day,
          LATERAL (SELECT count(*) AS in_force FROM report.procedure p
              WHERE p.in_force AND day BETWEEN p.from_day AND p.to_day) counted,
          LATERAL (SELECT coalesce(sum(n), 0) AS sum FROM report.catalogue_change c
              WHERE c.day <= day.day) summed
      WHERE in_force <> sum$$, '');
SELECT pg_temp.equal('joins of two migrations', $$SELECT to_view FROM report.relations
    WHERE from_view IN ('procedure', 'catalogue_change', 'payments')$$,
    '(procedure_now) (procedure_now) (sources) (sources) (unit_now)');

-- ---- ledger, rejects, freshness, scores ----

INSERT INTO intake.producer (source, producer, batch, sent, derived, logged, rejected) VALUES
    ('mot-cua', '\x01', 2, 10, 1, 9, 2), ('mot-cua', '\x02', 1, 5, 0, 5, 0);
INSERT INTO tracker.tally VALUES (1, 'mot-cua', '2024-02-10', 6, 1, 1, 1, 1),
    (2, 'mot-cua', '2024-02-11', 2, 0, 0, 0, 0);
INSERT INTO tracker.conflict VALUES (1, 7, 'conflict', 'mot-cua', 's', 'i', now(), '\x');
INSERT INTO intake.reject VALUES
    ('mot-cua', '\x01', 1, 3, 0, now(), 's', 'i', 'unit', 'is not one of yours');
INSERT INTO tracker.held VALUES (2, 9, 'cannot be folded', '\x');

SELECT pg_temp.equal('ledger', $$SELECT * FROM report.ledger$$,
    '(cong,0,0,0,0,0,0,0,0) (mot-cua,15,1,14,8,1,4,1,2)');
SELECT pg_temp.equal('ledger adds up', $$SELECT source FROM report.ledger
    WHERE sent + derived <> stored + duplicate + rejected + held + waiting$$, '');
SELECT pg_temp.equal('rejects', $$SELECT kind, source, field, position FROM report.rejects$$,
    '(conflict,mot-cua,id,7) (held,,,9) (rejected,mot-cua,unit,)');

INSERT INTO intake.log VALUES (0, 4, 4, now(), 1, '\x'), (1, 5, 5, now(), 1, '\x'),
    (1, 9, 4, now(), 1, '\x');
INSERT INTO tracker.position (partition, log_at, catalogue_at, delta_end) VALUES
    (0, 4, 0, 1), (1, 5, 2, 3);
INSERT INTO aggregator.position VALUES (0, 1, 1), (1, 2, 2);
INSERT INTO scorer.position VALUES (1, 2);
SELECT pg_temp.equal('freshness', $$SELECT service, partition, position, end_position, lag,
    catalogue_pending FROM report.freshness WHERE partition < 2 AND (lag > 0
    OR catalogue_pending > 0)$$, '(aggregator,1,2,3,1,0) (scorer,0,0,1,1,0) (tracker,1,5,9,4,2)');

INSERT INTO scorer.score VALUES ('766', 'A', '2024', '2024-01-01', '2024-12-31', 'total', NULL,
    NULL, 6650, 10000, 7500, 12, now());
SELECT pg_temp.equal('score', $$SELECT points, max_points, coverage, activity FROM report.score$$,
    '(66.50,100.00,0.7500,12)');

SELECT pg_advisory_lock(7662, 1), pg_advisory_lock(7662, 3), pg_advisory_lock(7660, 0);
SELECT pg_temp.equal('services', $$SELECT service, partition FROM report.services$$,
    '(tracker,1) (tracker,3)');
