-- Every view and column has a comment, types are plain, and each role may do what it should.

CREATE FUNCTION pg_temp.none(what text, query text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    found text;
BEGIN
    EXECUTE 'SELECT string_agg(x::text, '', '') FROM (' || query || ') x' INTO found;
    IF found IS NOT NULL THEN
        RAISE EXCEPTION '%: %', what, found;
    END IF;
END $$;

CREATE TEMPORARY VIEW relation AS
SELECT oid, relname AS name, relkind AS kind, relname LIKE 'internal\_%' AS internal
FROM pg_class WHERE relnamespace = 'report'::regnamespace;

SELECT pg_temp.none('not a view', $$SELECT name FROM relation WHERE kind <> 'v'$$);
SELECT pg_temp.none('view without a comment',
    $$SELECT name FROM relation
      WHERE NOT internal AND obj_description(oid, 'pg_class') IS NULL$$);
SELECT pg_temp.none('column without a comment',
    $$SELECT name, attname FROM relation JOIN pg_attribute ON attrelid = oid
      WHERE NOT internal AND attnum > 0 AND coalesce(col_description(oid, attnum), '') = ''$$);
SELECT pg_temp.none('column with an unmeant comment',
    $$SELECT name, attname FROM relation JOIN pg_attribute ON attrelid = oid
      WHERE NOT internal AND attnum > 0 AND col_description(oid, attnum) = 'For the services.'$$);
SELECT pg_temp.none('type that is not plain',
    $$SELECT name, attname, atttypid::regtype FROM relation JOIN pg_attribute ON attrelid = oid
      WHERE NOT internal AND attnum > 0 AND atttypid NOT IN ('smallint'::regtype,
          'integer'::regtype, 'bigint'::regtype, 'numeric'::regtype, 'text'::regtype,
          'boolean'::regtype, 'date'::regtype, 'timestamptz'::regtype)$$);
SELECT pg_temp.none('name that is not snake_case',
    $$SELECT name, attname FROM relation JOIN pg_attribute ON attrelid = oid
      WHERE attnum > 0 AND (attname || name) !~ '^[a-z0-9_]+$'$$);
SELECT pg_temp.none('relation to a column that is not there',
    $$SELECT from_view, from_column, to_view, to_column FROM report.relations r
      WHERE 2 <> (SELECT count(*) FROM information_schema.columns c
                  WHERE table_schema = 'report'
                      AND (table_name = from_view AND column_name = from_column
                           OR table_name = to_view AND column_name = to_column))
          AND NOT (from_view = to_view AND from_column = to_column)$$);

-- Sums have the columns of their tables, in the same order and after all others.
SELECT pg_temp.none('sums without the measures of their table',
    $$SELECT name, measures FROM (
          SELECT name,
              substring(string_agg(attname, ' ' ORDER BY attnum) FROM '\mreceived .*') AS measures
          FROM relation JOIN pg_attribute ON attrelid = oid
          WHERE attnum > 0 AND (name ~ '^(internal_)?sum_(unit|cell)$' OR name = 'day_counts'
              OR name ~ '^internal_recount_(unit|cell|day)$')
          GROUP BY name
      ) view
      WHERE measures IS DISTINCT FROM (
          SELECT substring(string_agg(attname, ' ' ORDER BY attnum) FROM '\mreceived .*')
          FROM pg_attribute WHERE attrelid = 'aggregator.sum_cell'::regclass AND attnum > 0
      )$$);
SELECT pg_temp.none('tables of sums that differ in their measures',
    $$SELECT attrelid::regclass FROM pg_attribute
      WHERE attrelid IN ('aggregator.sum_unit'::regclass, 'aggregator.sum_cell'::regclass,
          'aggregator.sum_cell_day'::regclass) AND attnum > 0
      GROUP BY attrelid
      HAVING substring(string_agg(attname, ' ' ORDER BY attnum) FROM '\mreceived .*') <> (
          SELECT substring(string_agg(attname, ' ' ORDER BY attnum) FROM '\mreceived .*')
          FROM pg_attribute WHERE attrelid = 'aggregator.sum_unit'::regclass AND attnum > 0
      )$$);

-- ---- who may read what ----

CREATE TEMPORARY VIEW other AS
SELECT c.oid, n.nspname || '.' || c.relname AS name
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname IN ('intake', 'tracker', 'aggregator', 'scorer') AND c.relkind IN ('r', 'p', 'v');

SELECT pg_temp.none('view that the reader cannot read',
    $$SELECT name FROM relation
      WHERE NOT internal AND NOT has_table_privilege('thuocdo_reader', oid, 'SELECT')$$);
-- But for what commands of `thuocdo` read as the reader.
SELECT pg_temp.none('internal view that the reader can read',
    $$SELECT name FROM relation
      WHERE internal AND name !~ '^internal_(position|log_blocks|special_day|special_day_stated|calendar_change|fold_.*|recount_.*)$'
          AND has_table_privilege('thuocdo_reader', oid, 'SELECT')$$);
SELECT pg_temp.none('table that a reading role can touch',
    $$SELECT role, name FROM other, unnest(ARRAY['thuocdo_reader', 'thuocdo_reporter']) AS role
      WHERE has_table_privilege(role, oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')$$);
SELECT pg_temp.none('view that a reading role can change',
    $$SELECT role, name FROM relation, unnest(ARRAY['thuocdo_reader', 'thuocdo_reporter',
          'thuocdo_scorer']) AS role
      WHERE has_table_privilege(role, oid, 'INSERT, UPDATE, DELETE')$$);
SELECT pg_temp.none('schema in which a reading role can create',
    $$SELECT role, nspname FROM pg_namespace, unnest(ARRAY['thuocdo_reader', 'thuocdo_reporter'])
          AS role
      WHERE nspname IN ('report', 'intake', 'tracker', 'aggregator', 'scorer')
          AND has_schema_privilege(role, nspname, 'CREATE')$$);

-- The owner's rights must carry through: each view is really read.
SELECT format('SET ROLE %I; SELECT count(*) FROM report.%I; RESET ROLE', role, name)
FROM relation, unnest(ARRAY['thuocdo_reader', 'thuocdo_reporter']) AS role
WHERE has_table_privilege(role, oid, 'SELECT')
\gexec
