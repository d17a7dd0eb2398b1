-- create_roles(): one writer for each service, and the reader
DO $$
DECLARE
    role text;
BEGIN
    FOREACH role IN ARRAY ARRAY['thuocdo_intake', 'thuocdo_tracker', 'thuocdo_aggregator',
                                'thuocdo_scorer', 'thuocdo_reporter', 'thuocdo_reader'] LOOP
        BEGIN
            IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = role) THEN
                EXECUTE format('CREATE ROLE %I LOGIN', role);
            END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            -- Roles belong to the cluster: a migration of another database was faster.
            NULL;
        END;
        -- The day of a moment never depends on who asks.
        EXECUTE format('ALTER ROLE %I SET timezone = %L', role, 'Asia/Ho_Chi_Minh');
        IF role <> 'thuocdo_reader' THEN
            -- A frozen writer loses its session, and with it the lock on its partitions.
            EXECUTE format('ALTER ROLE %I SET idle_session_timeout = %L', role, '30s');
            EXECUTE format('ALTER ROLE %I SET idle_in_transaction_session_timeout = %L', role, '30s');
            EXECUTE format('ALTER ROLE %I SET tcp_keepalives_idle = 5', role);
            EXECUTE format('ALTER ROLE %I SET tcp_keepalives_interval = 2', role);
            EXECUTE format('ALTER ROLE %I SET tcp_keepalives_count = 3', role);
        END IF;
    END LOOP;
    ALTER ROLE thuocdo_reader SET default_transaction_read_only = on;
    ALTER ROLE thuocdo_reader SET statement_timeout = '60s';
    -- A reading tool that forgets its transaction would stop vacuum.
    ALTER ROLE thuocdo_reader SET idle_in_transaction_session_timeout = '60s';
END
$$
