#!/bin/sh
# reporting.sh: to be sourced: a reporter over a database that is filled from facts. Wants SCHEMA,
# REPORTER and FILL; the address where it answers is REPORTER_LISTEN.
export REPORTER_LISTEN="ipc://$TEST_HOME/reporter.sock"
pid=
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null || true' EXIT

# fill DATABASE FACTS: a new database with the whole schema and what follows from the facts.
fill() {
    export PGDATABASE="$1"
    "$(dirname "$0")/schema.sh" "$SCHEMA" "$1"
    # The tool gives its memory back by ending.
    ASAN_OPTIONS=detect_leaks=0 "$FILL" <"$2" >"$TEST_HOME/fill.sql"
    psql -q -v ON_ERROR_STOP=1 -f "$TEST_HOME/fill.sql"
}

start() {
    REPORTER_DATABASE="host=$PGHOST user=thuocdo_reporter dbname=$PGDATABASE" \
        "$REPORTER" 2>"$TEST_HOME/reporter.log" &
    pid=$!
}

stop() {
    kill -TERM "$pid"
    wait "$pid" || { cat "$TEST_HOME/reporter.log"; echo "the reporter did not end well"; exit 1; }
    pid=
}
