#!/usr/bin/env bash
#
# A trial of thuocdo on one machine: install, build, start, send a year, print what it says of it.
set -eu

ROOT=$(cd "$(dirname "$0")/.." && pwd)
DIR=$ROOT/run/try
BUILD=$ROOT/build/release
SOURCE=binhdinh
PROVINCE=H08

# shellcheck source=cluster.sh
. "$ROOT/deploy/cluster.sh"

usage() {
    cat <<'END'
usage: deploy/try.sh [--dir D] [--empty | --stop | --clean | --shell COMMAND...]

Installs what is missing (Debian 12, as root), builds, makes a private PostgreSQL cluster, starts
the five services, sends them a simulated year of a province and prints its official tables.
Nothing listens on a TCP port, and nothing is kept outside the folder of the trial, the build
folder and the installed packages. Running it again goes on where it stopped.

  --dir D            keep the trial in D instead of run/try; several can run side by side
  --empty            start everything, but send nothing
  --stop             stop the services and the database; what they know stays
  --clean            stop, and remove the folder of the trial
  --shell COMMAND... run a command with the trial's environment: thuocdo, psql as the reader;
                     without a command, a shell
  --help             print this

Exit status: 0 done, 1 a step failed (it says which and why), 2 wrong usage; with --shell, that of
the command.
END
}

wrong() {
    complain "$1"
    usage >&2
    exit 2
}

need_trial() {
    place_exists || die "there is no trial in $DIR; start one with: deploy/try.sh$(dir_option)"
}

# The option that names this trial again, when it is not the standard one.
dir_option() {
    [ "$DIR" = "$ROOT/run/try" ] || printf ' --dir %q' "$DIR"
}

with_trial() {
    (
        place_environment
        "$@"
    )
}

# The year is played into a folder of its own, which has its name only when it is whole.
simulate_year() {
    rm -rf "$PLACE/year.new"
    with_trial thuocdo simulate "$PLACE/year.new"
    mv "$PLACE/year.new" "$PLACE/year"
}

add_source() {
    with_trial thuocdo source add "$SOURCE" --kind provincial --units "$PROVINCE" \
        --may dossiers,catalogue,organisation,figures
}

send_year() {
    with_trial thuocdo send "$PLACE/year/organisation.jsonl" --source "$SOURCE"
    with_trial thuocdo send "$PLACE/year/facts.jsonl" --source "$SOURCE"
    # A year that was made before there was any feedback has none.
    [ ! -e "$PLACE/year/feedback.jsonl" ] ||
        with_trial thuocdo send "$PLACE/year/feedback.jsonl" --source "$SOURCE"
}

wait_for_figures() {
    with_trial thuocdo wait
}

print_figures() {
    say '' 'Appendix I: dossiers by agency, 1 January to 25 December 2023' ''
    with_trial thuocdo report agency-table --from 2023-01-01 --to 2023-12-25
    say '' 'Appendix II: payments by agency' ''
    with_trial thuocdo report payments --from 2023-01-01 --to 2023-12-25
    say '' 'Score sheet of the province, Decision 766' ''
    with_trial thuocdo score --rubric 766 --unit "$PROVINCE" --period 2023
}

print_next() {
    local try
    try="deploy/try.sh$(dir_option)"
    cat <<END

It keeps running. To look further:
  $try --shell thuocdo --help    # all commands
  $try --shell thuocdo status    # positions, and what became of what was sent
  $try --shell psql              # the views of schema report, as the reader
  ls $PLACE/logs    # what the services say
To stop, to go on, to remove:
  $try --stop
  $try$1
  $try --clean
END
}

start() {
    packages_install build database
    step 'building' build_targets release "${PROGRAMS[@]}"
    place_open
    place_start
    step "registering the source $SOURCE" add_source
}

try_year() {
    start
    [ -d "$PLACE/year" ] || step 'playing the year 2023 of a province' simulate_year
    step 'sending the year over ZeroMQ' send_year
    step 'waiting until all of it is counted' wait_for_figures
    print_figures
    print_next ''
}

start_empty() {
    start
    say 'nothing was sent'
    print_next ' --empty'
}

stop() {
    need_trial
    place_stop
    say "stopped; what it knows is in $PLACE"
}

clean() {
    if [ ! -e "$DIR/$MARK" ]; then
        say "there is no trial in $DIR"
        return
    fi
    place_paths
    place_remove
    say "removed $DIR"
}

shell() {
    need_trial
    cluster_running || complain "the trial is not running; start it with: deploy/try.sh$(dir_option)"
    place_environment
    [ $# -gt 0 ] || set -- "${SHELL:-/bin/bash}"
    exec "$@"
}

main() {
    local action=try_year
    while [ $# -gt 0 ]; do
        case $1 in
        --dir)
            [ $# -ge 2 ] || wrong '--dir needs a folder'
            DIR=$2
            shift
            ;;
        --dir=*) DIR=${1#--dir=} ;;
        --empty) action=start_empty ;;
        --stop) action=stop ;;
        --clean) action=clean ;;
        --shell)
            shift
            shell "$@"
            ;;
        --help | -h)
            usage
            exit 0
            ;;
        *) wrong "unknown argument '$1'" ;;
        esac
        shift
    done
    "$action"
}

main "$@"
