#!/bin/sh
# with_cluster.sh COMMAND…: runs the command with a PostgreSQL cluster of its own, empty but for the
# roles, and takes it away afterwards. PGHOST, PGUSER and PGDATABASE point to it.
set -eu

bin=$(pg_config --bindir)
home=$(mktemp -d)
as=
# PostgreSQL refuses to run as root.
if [ "$(id -u)" = 0 ]; then
    chown postgres "$home"
    as="runuser -u postgres --"
fi

finish() {
    cd /
    $as "$bin/pg_ctl" -D "$home/data" -m immediate -s stop || true
    rm -rf "$home"
}
trap finish EXIT
trap 'exit 1' INT TERM

start() {
    cd "$home" # postgres may not be allowed to look at where we are.
    $as "$bin/initdb" -D "$home/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync \
        >"$home/initdb.log"
    $as "$bin/pg_ctl" -D "$home/data" -w -s -l "$home/log" \
        -o "-c listen_addresses= -c unix_socket_directories=$home -c fsync=off" start
}
(start)

export PGHOST="$home" PGUSER=postgres PGDATABASE=postgres TEST_HOME="$home"
for role in intake tracker aggregator scorer reporter reader; do
    psql -q -c "CREATE ROLE thuocdo_$role LOGIN"
done
"$@"
