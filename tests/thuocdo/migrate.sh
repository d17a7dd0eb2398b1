#!/usr/bin/env bash
#
# migrate.sh THUOCDO: migrating twice, two at once, with another number of partitions, over a file
# that has changed; sources and passwords. In a PostgreSQL cluster of its own.
set -eu

thuocdo=$1
bin=$(pg_config --bindir)
home=$(mktemp -d)
as=()
# PostgreSQL refuses to run as root.
if [ "$(id -u)" -eq 0 ]; then
    chown postgres "$home"
    as=(runuser -u postgres --)
fi

finish() {
    cd /
    "${as[@]}" "$bin/pg_ctl" -D "$home/data" -m immediate -s stop || true
    rm -rf "$home"
}
trap finish EXIT
trap 'exit 1' INT TERM

(
    cd "$home"
    "${as[@]}" "$bin/initdb" -D "$home/data" -U owner -A trust -E UTF8 --locale=C.UTF-8 --no-sync \
        >"$home/initdb.log"
    "${as[@]}" "$bin/pg_ctl" -D "$home/data" -w -s -l "$home/log" \
        -o "-c listen_addresses= -c unix_socket_directories=$home -c fsync=off" start
)
export PGHOST="$home" PGUSER=owner
unset PGPORT PGDATABASE PGPASSWORD PGSERVICE
export THUOCDO_DATABASE="postgresql:///thuocdo"
psql -q -d postgres -c 'CREATE DATABASE thuocdo' -c 'CREATE DATABASE other'

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

# sql QUERY: its rows
sql() {
    psql -X -A -t -v ON_ERROR_STOP=1 -d thuocdo -c "$1"
}

# expect WHAT WANTED FOUND
expect() {
    [ "$2" = "$3" ] || fail "$1: '$3', not '$2'"
}

# refused WORDS ARGUMENT…: the command fails with a sentence that has the words.
refused() {
    local words=$1 said
    shift
    if said=$("$thuocdo" "$@" 2>&1); then
        fail "thuocdo $* succeeds"
    fi
    case $said in
    *"$words"*) ;;
    *) fail "thuocdo $* says '$said', not '$words'" ;;
    esac
}

# ---- twice, and two at once ----

"$thuocdo" migrate --partitions 6 >"$home/first" &
first=$!
"$thuocdo" migrate --partitions 6 >"$home/second"
wait "$first"
grep -qh '^0 new files' "$home/first" "$home/second" || fail 'both have applied the files'
expect 'a second run' '0 new files applied, 0 passwords set' "$("$thuocdo" migrate)"
expect 'the same number' '0 new files applied, 0 passwords set' "$("$thuocdo" migrate --partitions 6)"
expect 'partitions' 6 "$(sql 'SELECT partitions FROM thuocdo.installation')"
for service in tracker aggregator scorer; do
    expect "positions of $service" '0,1,2,3,4,5,6' \
        "$(sql "SELECT string_agg(partition::text, ',' ORDER BY partition) FROM $service.position")"
done
expect 'checksums' 't' "$(sql 'SELECT bool_and(length(checksum) = 64) FROM thuocdo.migration')"

# ---- roles ----

expect 'who may know the partitions' 6 "$(sql "
    SELECT count(*) FROM pg_roles
    WHERE rolname LIKE 'thuocdo\\_%' AND rolcanlogin AND NOT rolsuper
      AND has_table_privilege(oid, 'thuocdo.installation', 'SELECT')
      AND NOT has_table_privilege(oid, 'thuocdo.migration', 'SELECT')")"
expect 'the zone of the reader' 'Asia/Ho_Chi_Minh' \
    "$(PGUSER=thuocdo_reader sql 'SHOW timezone')"
expect 'the reader only reads' 'on' \
    "$(PGUSER=thuocdo_reader sql 'SHOW default_transaction_read_only')"

mkdir "$home/passwords"
refused 'no file there' migrate --passwords "$home/passwords"
echo 'a good one' >"$home/passwords/thuocdo_reader"
echo 'another' >"$home/passwords/thuocdo_intake"
expect 'passwords' '0 new files applied, 2 passwords set' \
    "$("$thuocdo" migrate --passwords "$home/passwords")"
expect 'what is kept of them' 2 "$(sql "
    SELECT count(*) FROM pg_authid
    WHERE rolname IN ('thuocdo_reader', 'thuocdo_intake') AND rolpassword LIKE 'SCRAM-SHA-256%'")"
: >"$home/passwords/thuocdo_scorer"
refused 'there is no password in it' migrate --passwords "$home/passwords"

# ---- what must not change ----

refused 'was made with 6 partitions' migrate --partitions 4
sql "UPDATE thuocdo.migration SET checksum = 'x' WHERE version = 1" >/dev/null
refused '001_pipeline.sql is not the file that was applied' migrate
sql "DELETE FROM thuocdo.migration WHERE version = 1" >/dev/null
refused '001_pipeline.sql: ' migrate
sql "INSERT INTO thuocdo.migration (version, name, checksum) VALUES (999, '999_x.sql', 'x')" >/dev/null
refused 'the database has migration 999' migrate

# ---- another database of the same cluster ----

expect 'its standard' 4 "$(THUOCDO_DATABASE=postgresql:///other "$thuocdo" migrate >/dev/null &&
    psql -X -A -t -d other -c 'SELECT partitions FROM thuocdo.installation')"

# ---- sources ----

expect 'a new source' 'binhdinh added' \
    "$("$thuocdo" source add binhdinh --kind provincial --units H08,H08.12 --units H09 --prefix H08.)"
key=$(sql "SELECT encode(key, 'hex') FROM intake.source")
expect 'its key' 64 "${#key}"
expect 'what it is' 'binhdinh|provincial|{H08,H08.12,H09}|{H08.}|{dossiers,figures}' \
    "$(sql 'SELECT source, kind, units, prefixes, may FROM intake.source')"
expect 'the same again' 'binhdinh replaced' \
    "$("$thuocdo" source add binhdinh --kind ministry --units G --may catalogue)"
expect 'what it is then' "binhdinh|ministry|{G}|{}|{catalogue}|$key" \
    "$(sql "SELECT source, kind, units, prefixes, may, encode(key, 'hex') FROM intake.source")"

# ---- facts that were set aside ----

refused 'no fact is set aside there' rejects --retry 1:17
sql "INSERT INTO tracker.held (partition, position, error, fact) VALUES (1, 17, 'x', '')" >/dev/null
expect 'put back' '1:17 goes on its way again' "$("$thuocdo" rejects --retry 1:17)"
expect 'as the tracker sees it' t "$(sql 'SELECT retry FROM tracker.held')"
