#!/bin/sh
# indicators.sh SCHEMA_DIR REPORTER ASK FILL [SEED]…: the indicators of a small set of facts that was
# read by people, then of random ones, beside the oracle (to be run by with_cluster.sh).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
export SCHEMA="$1" REPORTER="$2" ASK="$3" FILL="$4"
shift 4
# shellcheck source=reporting.sh
. "$here/reporting.sh"

register() {
    psql -q -c "INSERT INTO intake.source (source, kind, units, prefixes, may, key) VALUES
        ('mot-cua', 'provincial', '{H01}', '{}', '{dossiers}', ''),
        ('cổng-tỉnh', 'provincial', '{H01.2}', '{}', '{dossiers}', ''),
        ('bo-nganh', 'ministry', '{H01.1}', '{}', '{dossiers}', ''),
        ('cong-quoc-gia', 'national', '{H01}', '{}', '{dossiers}', ''),
        ('danh-muc', 'ministry', '{H01}', '{}', '{catalogue}', '')"
}

fill small "$here/../fixtures/indicators_small.jsonl"
register
start
python3 "$here/indicators.py" small "$here/../fixtures/indicators_small.jsonl"
stop
for seed in "$@"; do
    python3 "$here/../oracle/weather.py" --seed "$seed" --dossiers $((seed * 10)) \
        >"$TEST_HOME/facts.jsonl"
    python3 "$here/indicators.py" catalogue "$seed" >>"$TEST_HOME/facts.jsonl"
    fill "indicators_$seed" "$TEST_HOME/facts.jsonl"
    register
    start
    python3 "$here/indicators.py" random "$TEST_HOME/facts.jsonl"
    stop
done
