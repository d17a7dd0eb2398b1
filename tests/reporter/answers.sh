#!/bin/sh
# answers.sh SCHEMA_DIR REPORTER ASK FILL [SEED]…: fills a database from random histories, asks a
# reporter about it and compares with the oracle (to be run by with_cluster.sh).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
export SCHEMA="$1" REPORTER="$2" ASK="$3" FILL="$4"
shift 4
# shellcheck source=reporting.sh
. "$here/reporting.sh"

for seed in "$@"; do
    python3 "$here/../oracle/weather.py" --seed "$seed" --dossiers $((seed * 12)) \
        >"$TEST_HOME/facts.jsonl"
    fill "answers_$seed" "$TEST_HOME/facts.jsonl"
    psql -q -c "INSERT INTO intake.source (source, kind, units, prefixes, may, key) VALUES
        ('mot-cua', 'provincial', '{H01}', '{}', '{dossiers}', ''),
        ('cổng-tỉnh', 'provincial', '{H01.2}', '{}', '{dossiers}', ''),
        ('bo-nganh', 'ministry', '{H01.1}', '{}', '{dossiers}', '')"
    start
    python3 "$here/tables.py" "$TEST_HOME/facts.jsonl" mot-cua=H01 cổng-tỉnh=H01.2 bo-nganh=H01.1
    [ "$seed" != 1 ] || python3 "$here/questions.py"
    stop
done
