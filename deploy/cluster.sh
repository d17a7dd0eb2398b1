# shellcheck shell=bash
# cluster: a private PostgreSQL cluster and the five services in one folder, without a TCP port.
#
# To be sourced, after `set -eu`. Who sources it sets
#   ROOT    the checkout
#   DIR     the folder of this installation; made when it is missing
#   BUILD   the build folder whose programs are run
# and calls place_open first. As root, everything that stays running belongs to the user postgres,
# because PostgreSQL refuses to run as root; otherwise it belongs to whoever calls.
#
# In $PLACE, which is $DIR unless that user cannot reach it:
#   bin/       copies of the programs      database/  the cluster
#   logs/      one file for each service   pids/      their process numbers
#   secrets/   passwords and URLs, mode 600
#   sockets/   all sockets; a link to a short folder when the path would be too long for one

SERVICES=(intake tracker aggregator scorer reporter)
ROLES=(owner "${SERVICES[@]}" reader)
PROGRAMS=(thuocdo "${SERVICES[@]/#/thuocdo-}")
MARK=thuocdo-was-here
SOCKET_LIMIT=80 # A socket's path has at most 107 bytes; the longest name here needs 20.

say() {
    printf '%s\n' "$@"
}

complain() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
}

die() {
    complain "$*"
    exit 1
}

# ---- steps ----

# step WHAT COMMAND…: runs the command, its output in a file that is shown only when it fails.
step() {
    local what=$1 log began=$SECONDS
    shift
    log=$(mktemp "${TMPDIR:-/tmp}/thuocdo-step.XXXXXX")
    printf '%-52s' "$what"
    # `set -e` holds inside this subshell, which it would not behind `if` or `||`.
    set +e
    (
        set -e
        "$@"
    ) >"$log" 2>&1 </dev/null
    local status=$?
    set -e
    if [ "$status" -ne 0 ]; then
        printf 'FAILED\n'
        tail -n 40 "$log" | cut -c -400 >&2
        complain "failed: $what (status $status; all of its output is in $log)"
        exit 1
    fi
    printf '%4d s\n' $((SECONDS - began))
    rm -f "$log"
}

# ---- packages ----

# packages_missing LIST…: those of the lists in deploy/packages that are not installed.
packages_missing() {
    local list name
    for list in "$@"; do
        while read -r name; do
            case $name in '' | '#'*) continue ;; esac
            [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] ||
                printf '%s\n' "$name"
        done <"$ROOT/deploy/packages/$list"
    done
}

apt_get() {
    DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 "$@" </dev/null
}

# The package of PostgreSQL makes and starts a cluster on port 5432 of its own accord, unless told
# not to at the moment it is installed.
packages_add() {
    local config=/etc/postgresql-common/createcluster.d made='' status=0
    if [ ! -e "$config/thuocdo.conf" ]; then
        mkdir -p "$config"
        echo 'create_main_cluster = false' >"$config/thuocdo.conf"
        made=yes
    fi
    # A repository that is not ours may be out of reach: the installation itself will tell.
    apt_get update || complain 'apt-get update failed; going on with the lists that are there'
    apt_get install --no-install-recommends "$@" || status=$?
    if [ -n "$made" ]; then
        rm -f "$config/thuocdo.conf"
        rmdir --ignore-fail-on-non-empty "$config"
    fi
    return "$status"
}

packages_install() {
    local missing
    command -v apt-get >/dev/null ||
        die "this needs apt-get (Debian 12); the packages are listed in deploy/packages"
    missing=$(packages_missing "$@" | sort -u | tr '\n' ' ')
    [ -n "$missing" ] || return 0
    [ "$(id -u)" -eq 0 ] || die "packages are missing; as root: apt-get install $missing"
    # shellcheck disable=SC2086
    step "installing packages ($(echo $missing | wc -w))" packages_add $missing
}

# ---- build ----

build_targets() {
    local preset=$1
    shift
    (
        cd "$ROOT"
        mkdir -p build
        # Two trials may start at the same time.
        exec 9>"build/.$preset.lock"
        flock 9
        cmake --preset "$preset"
        cmake --build --preset "$preset" -- "$@"
    )
}

# ---- the place ----

as_user() {
    if [ "$(id -u)" -eq 0 ]; then
        setpriv --reuid=postgres --regid=postgres --init-groups -- "$@"
    else
        "$@"
    fi
}

own() {
    [ "$(id -u)" -ne 0 ] || chown postgres:postgres "$@"
}

# own_folder MODE FOLDER
own_folder() {
    [ -d "$2" ] || mkdir "$2"
    own "$2"
    chmod "$1" "$2"
}

place_paths() {
    DIR=$(readlink -m "$DIR")
    PLACE=$DIR
    [ ! -L "$DIR/elsewhere" ] || PLACE=$(readlink -m "$DIR/elsewhere")
    SOCKETS=$(readlink -m "$PLACE/sockets")
    SECRETS=$PLACE/secrets
}

place_exists() {
    place_paths
    [ -d "$PLACE/database" ]
}

place_reachable() {
    (cd / && as_user test -x "$PLACE")
}

place_make() {
    mkdir -p "$DIR"
    place_paths
    if [ ! -e "$DIR/$MARK" ]; then
        [ -z "$(ls -A "$DIR")" ] || die "$DIR is not empty and not made by this; name another"
        say 'Made by deploy/cluster.sh, which removes this folder when asked to clean up.' \
            >"$DIR/$MARK"
    fi
    [ -d "$PLACE" ] || mkdir "$PLACE"
    if ! place_reachable; then
        PLACE=$(mktemp -d /var/tmp/thuocdo.XXXXXX)
        chmod 755 "$PLACE"
        ln -sfn "$PLACE" "$DIR/elsewhere"
        say "The user postgres cannot enter $DIR; everything is in $PLACE instead."
        place_reachable || die "the user postgres cannot enter $PLACE either; use --dir"
    fi
}

# Sockets get a short folder of their own when the place has a long or an awkward name.
sockets_make() {
    local plain
    plain=$(printf '%s' "$PLACE" | tr -d 'A-Za-z0-9._/-' | wc -c)
    if [ "$((${#PLACE} + 8))" -gt "$SOCKET_LIMIT" ] || [ "$plain" -ne 0 ]; then
        if [ ! -d "$PLACE/sockets" ]; then
            ln -sfn "$(mktemp -d /tmp/thuocdo.XXXXXX)" "$PLACE/sockets"
        fi
    fi
    place_paths
    own_folder 755 "$SOCKETS"
}

place_open() {
    place_make
    own_folder 755 "$PLACE/logs"
    own_folder 755 "$PLACE/pids"
    own_folder 700 "$PLACE/secrets"
    mkdir -p "$PLACE/bin"
    chmod 755 "$PLACE/bin"
    sockets_make
}

# ---- secrets ----

# secret NAME TEXT
secret() {
    (umask 077 && printf '%s\n' "$2" >"$SECRETS/$1")
    own "$SECRETS/$1"
}

secrets_make() {
    local role password
    [ -d "$SECRETS/passwords" ] || own_folder 700 "$SECRETS/passwords"
    for role in "${ROLES[@]}"; do
        if [ ! -s "$SECRETS/passwords/thuocdo_$role" ]; then
            password=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
            secret "passwords/thuocdo_$role" "$password"
        fi
        read -r password <"$SECRETS/passwords/thuocdo_$role"
        secret "$role.url" "postgresql://thuocdo_$role:$password@/thuocdo?host=$SOCKETS"
    done
    read -r password <"$SECRETS/passwords/thuocdo_reader"
    secret pgpass "*:*:*:thuocdo_reader:$password"
}

# ---- the cluster ----

pg_bin() {
    local found='' candidate
    for candidate in /usr/lib/postgresql/*/bin; do
        [ ! -x "$candidate/initdb" ] || found=$candidate
    done
    [ -n "$found" ] || found=$(pg_config --bindir)
    printf '%s\n' "$found"
}

# mib_scaled DIVISOR LEAST MOST: a share of the machine's memory, in MiB.
mib_scaled() {
    local mib
    mib=$(awk '/^MemTotal:/ { print int($2 / 1024) }' /proc/meminfo)
    mib=$((mib / $1))
    [ "$mib" -ge "$2" ] || mib=$2
    [ "$mib" -le "$3" ] || mib=$3
    printf '%dMB\n' "$mib"
}

cluster_settings() {
    cat <<END

# ---- thuocdo ----
listen_addresses = ''
unix_socket_directories = '$SOCKETS'
cluster_name = 'thuocdo'
timezone = 'Asia/Ho_Chi_Minh'
log_timezone = 'Asia/Ho_Chi_Minh'
max_connections = 60
shared_buffers = $(mib_scaled 8 128 2048)
effective_cache_size = $(mib_scaled 2 256 65536)
maintenance_work_mem = $(mib_scaled 32 64 512)
# Long checkpoints spare full-page images, the largest part of what is written.
checkpoint_timeout = 15min
max_wal_size = 4GB
wal_compression = lz4
jit = off
# A frozen writer loses its session, and with it the lock on its partitions.
client_connection_check_interval = 5s
END
}

cluster_create() {
    local new=$PLACE/database.new
    # What a broken run has left is not a cluster yet.
    rm -rf "$new"
    (
        cd /
        own_folder 700 "$new"
        as_user "$(pg_bin)/initdb" --pgdata="$new" --username=thuocdo_owner --data-checksums \
            --encoding=UTF8 --locale=C.UTF-8 --auth=scram-sha-256 \
            --pwfile="$SECRETS/passwords/thuocdo_owner"
        cluster_settings >>"$new/postgresql.conf"
        mv "$new" "$PLACE/database"
    )
}

cluster_running() {
    place_paths
    [ -f "$PLACE/database/postmaster.pid" ] &&
        (cd / && as_user "$(pg_bin)/pg_ctl" status --pgdata="$PLACE/database" >/dev/null 2>&1)
}

cluster_start() {
    (
        cd /
        # The folder of the sockets may have another name than when the cluster was made.
        as_user "$(pg_bin)/pg_ctl" start --wait --timeout=120 --silent \
            --pgdata="$PLACE/database" --log="$PLACE/logs/postgresql.log" \
            --options="-c unix_socket_directories=$SOCKETS" ||
            {
                tail -n 20 "$PLACE/logs/postgresql.log"
                exit 1
            }
    )
}

cluster_stop() {
    (
        cd /
        as_user "$(pg_bin)/pg_ctl" stop --wait --timeout=120 --silent --mode=fast \
            --pgdata="$PLACE/database"
    )
}

# psql as the owner of the database: owner_psql DATABASE ARGUMENT…
owner_psql() {
    local database=$1 password
    shift
    read -r password <"$SECRETS/passwords/thuocdo_owner"
    PGPASSWORD=$password "$(pg_bin)/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h "$SOCKETS" \
        -U thuocdo_owner -d "$database" "$@"
}

database_create() {
    if [ "$(owner_psql postgres -c "SELECT count(*) FROM pg_database WHERE datname = 'thuocdo'")" = 0 ]
    then
        owner_psql postgres -c 'CREATE DATABASE thuocdo'
    fi
    THUOCDO_DATABASE_FILE=$SECRETS/owner.url \
        "$PLACE/bin/thuocdo" migrate --passwords "$SECRETS/passwords"
}

# ---- the services ----

programs_differ() {
    local name
    for name in "${PROGRAMS[@]}"; do
        cmp -s "$(program_built "$name")" "$PLACE/bin/$name" || return 0
    done
    return 1
}

program_built() {
    case $1 in
    thuocdo) printf '%s\n' "$BUILD/services/thuocdo/thuocdo" ;;
    *) printf '%s\n' "$BUILD/services/${1#thuocdo-}/$1" ;;
    esac
}

# Copies, so that the next build does not change what runs, and so that postgres can reach them.
programs_copy() {
    local name
    for name in "${PROGRAMS[@]}"; do
        install -m 755 "$(program_built "$name")" "$PLACE/bin/$name"
    done
}

service_settings() {
    local upper
    upper=$(printf '%s' "$1" | tr '[:lower:]' '[:upper:]')
    printf '%s\n' "${upper}_DATABASE_FILE=$SECRETS/$1.url"
    # How sanitizers behave is for tests to say.
    [ -z "${ASAN_OPTIONS:-}" ] || printf '%s\n' "ASAN_OPTIONS=$ASAN_OPTIONS"
    case $1 in
    intake)
        printf '%s\n' "INTAKE_LISTEN=ipc://$SOCKETS/intake.sock" \
            "INTAKE_STREAM=ipc://$SOCKETS/log.sock"
        ;;
    tracker)
        printf '%s\n' "TRACKER_INTAKE=ipc://$SOCKETS/log.sock" \
            "TRACKER_STREAM=ipc://$SOCKETS/delta.sock"
        ;;
    aggregator)
        printf '%s\n' "AGGREGATOR_TRACKER=ipc://$SOCKETS/delta.sock" \
            "AGGREGATOR_STREAM=ipc://$SOCKETS/changed.sock"
        ;;
    scorer) printf '%s\n' "SCORER_AGGREGATOR=ipc://$SOCKETS/changed.sock" ;;
    reporter) printf '%s\n' "REPORTER_LISTEN=ipc://$SOCKETS/reporter.sock" ;;
    esac
}

# The number in the pid file, if that process is still the one that we started.
service_pid() {
    local pid line
    [ -s "$PLACE/pids/$1" ] || return 1
    read -r pid <"$PLACE/pids/$1"
    line=$({ tr '\0' ' ' <"/proc/$pid/cmdline"; } 2>/dev/null) || return 1
    [ "$line" = "$PLACE/bin/thuocdo-$1 " ] || return 1
    printf '%s\n' "$pid"
}

service_running() {
    service_pid "$1" >/dev/null
}

service_log() {
    printf '%s\n' "$PLACE/logs/$1.log"
}

# What has become of a process that we started: "ended with status 1", "was ended by signal 11".
ending() {
    local status=0
    wait "$1" || status=$?
    if [ "$status" -gt 128 ]; then
        printf 'was ended by signal %d\n' $((status - 128))
    else
        printf 'ended with status %d\n' "$status"
    fi
}

# Starts a service and waits until it is ready.
service_start() {
    local name=$1 log before pid deadline settings as=()
    ! service_running "$name" || return 0
    log=$(service_log "$name")
    touch "$log"
    own "$log"
    before=$(($(stat -c %s "$log") + 1))
    mapfile -t settings < <(service_settings "$name")
    [ "$(id -u)" -ne 0 ] || as=(setpriv --reuid=postgres --regid=postgres --init-groups --no-new-privs)
    setsid "${as[@]}" env -C "$PLACE" -i PATH=/usr/bin:/bin LANG=C.UTF-8 "${settings[@]}" \
        "$PLACE/bin/thuocdo-$name" >>"$log" 2>&1 </dev/null &
    pid=$!
    printf '%s\n' "$pid" >"$PLACE/pids/$name"
    deadline=$((SECONDS + 120))
    until tail -c "+$before" "$log" | grep -q 'event=ready'; do
        if ! kill -0 "$pid" 2>/dev/null; then
            tail -c "+$before" "$log" | tail -n 20
            complain "thuocdo-$name $(ending "$pid") before it was ready; its log is $log"
            return 1
        fi
        if [ "$SECONDS" -ge "$deadline" ]; then
            tail -n 20 "$log"
            complain "thuocdo-$name is not ready after two minutes; its log is $log"
            return 1
        fi
        sleep 0.1
    done
}

services_start() {
    local name
    for name in "${SERVICES[@]}"; do
        service_start "$name"
    done
}

# Asks a service to stop and waits; kills it when it does not.
service_stop() {
    local name=$1 pid deadline=$((SECONDS + 60))
    pid=$(service_pid "$name") || return 0
    kill -TERM "$pid" 2>/dev/null || true
    while service_running "$name"; do
        if [ "$SECONDS" -ge "$deadline" ]; then
            complain "thuocdo-$name does not stop; it is killed, which loses nothing committed"
            kill -KILL "$pid" 2>/dev/null || true
            break
        fi
        sleep 0.1
    done
    rm -f "$PLACE/pids/$name"
}

services_stop() {
    local name reversed=''
    for name in "${SERVICES[@]}"; do
        reversed="$name $reversed"
    done
    for name in $reversed; do
        service_stop "$name"
    done
}

# ---- all of it ----

place_environment() {
    place_paths
    export PATH="$PLACE/bin:$PATH"
    export THUOCDO_INTAKE="ipc://$SOCKETS/intake.sock"
    export THUOCDO_REPORTER="ipc://$SOCKETS/reporter.sock"
    export THUOCDO_DATABASE_FILE="$SECRETS/owner.url"
    export THUOCDO_READER_DATABASE_FILE="$SECRETS/reader.url"
    export THUOCDO_SPOOL="$PLACE/spool"
    export PGHOST="$SOCKETS" PGUSER=thuocdo_reader PGDATABASE=thuocdo PGPASSFILE="$SECRETS/pgpass"
    unset PGPORT PGPASSWORD PGSERVICE THUOCDO_DATABASE THUOCDO_READER_DATABASE
}

place_start() {
    secrets_make
    [ -d "$PLACE/database" ] || step 'making a PostgreSQL cluster' cluster_create
    cluster_running || step 'starting PostgreSQL' cluster_start
    if programs_differ; then
        services_stop
        programs_copy
    fi
    step 'bringing the database up to date' database_create
    step 'starting the services' services_start
}

place_stop() {
    services_stop
    if cluster_running; then
        cluster_stop
    fi
}

place_remove() {
    [ -e "$DIR/$MARK" ] || die "$DIR was not made by this, so it is left alone"
    place_stop
    rm -rf "$SOCKETS" "$PLACE"
    rm -rf "$DIR"
}
