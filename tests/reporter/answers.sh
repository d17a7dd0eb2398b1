#!/bin/sh
# answers.sh SCHEMA_DIR REPORTER ASK FILL [SEED]…: fills a database from random histories, asks a
# reporter about it and compares with the oracle (to be run by with_cluster.sh).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
schema=$1 reporter=$2 fill=$4
export ASK="$3" REPORTER_LISTEN="ipc://$TEST_HOME/reporter.sock"
shift 4
pid=
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null || true' EXIT

start() {
    REPORTER_DATABASE="host=$PGHOST user=thuocdo_reporter dbname=$PGDATABASE" \
        "$reporter" 2>"$TEST_HOME/reporter.log" &
    pid=$!
}

stop() {
    kill -TERM "$pid"
    wait "$pid" || { cat "$TEST_HOME/reporter.log"; echo "the reporter did not end well"; exit 1; }
    pid=
}

for seed in "$@"; do
    export PGDATABASE="answers_$seed"
    "$here/schema.sh" "$schema" "$PGDATABASE"
    python3 "$here/../oracle/weather.py" --seed "$seed" --dossiers $((seed * 12)) \
        >"$TEST_HOME/facts.jsonl"
    # The tool gives its memory back by ending.
    ASAN_OPTIONS=detect_leaks=0 "$fill" <"$TEST_HOME/facts.jsonl" >"$TEST_HOME/fill.sql"
    psql -q -v ON_ERROR_STOP=1 -f "$TEST_HOME/fill.sql"
    psql -q -c "INSERT INTO intake.source (source, kind, units, prefixes, may, key) VALUES
        ('mot-cua', 'provincial', '{H01}', '{}', '{dossiers}', ''),
        ('cổng-tỉnh', 'provincial', '{H01.2}', '{}', '{dossiers}', ''),
        ('bo-nganh', 'ministry', '{H01.1}', '{}', '{dossiers}', '')"
    start
    python3 "$here/tables.py" "$TEST_HOME/facts.jsonl" mot-cua=H01 cổng-tỉnh=H01.2 bo-nganh=H01.1
    [ "$seed" != 1 ] || python3 "$here/questions.py"
    stop
done
