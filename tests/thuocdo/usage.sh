#!/usr/bin/env bash
#
# usage.sh THUOCDO: each command explains itself with status 0, and wrong usage ends with status 2
# and a sentence on standard error only.
set -eu

thuocdo=$1
commands=(migrate calendar preview source 'source add' 'source list' send wait status report indicators
    dossiers dossier score feedback figures quality rejects recount provinces simulate)
failed=0

complain() {
    printf '%s\n' "$*" >&2
    failed=1
}

# expect STATUS ARGUMENT…
expect() {
    local status=0 wanted=$1 out
    shift
    out=$("$thuocdo" "$@" 2>"$errors" </dev/null) || status=$?
    [ "$status" -eq "$wanted" ] || complain "thuocdo $*: status $status, not $wanted"
    if [ "$wanted" -eq 0 ]; then
        [ -n "$out" ] || complain "thuocdo $*: nothing on standard output"
    else
        [ -z "$out" ] || complain "thuocdo $*: standard output has: $out"
        grep -q '^thuocdo' "$errors" || complain "thuocdo $*: no sentence"
    fi
}

errors=$(mktemp)
trap 'rm -f "$errors"' EXIT

expect 0 --help
expect 0 --version
for command in "${commands[@]}"; do
    # shellcheck disable=SC2086
    expect 0 $command --help
    # shellcheck disable=SC2086
    "$thuocdo" $command --help | grep -q 'Exit status: 0 done' ||
        complain "$command: its help does not say the exit status"
    # shellcheck disable=SC2086
    expect 2 $command --no-such-option
done

# One line for each mistake.
while read -r arguments; do
    # shellcheck disable=SC2086
    expect 2 $arguments
done <<'END'
no-such-command
migrate --partitions 0
migrate --partitions 257
migrate --partitions four
migrate here
calendar --year 1899
calendar --year MMXXIII
calendar --format json
calendar --dry-run
calendar --load days.csv --year 2023
calendar 2023
preview
preview --unit H08
preview --facts a --format xml
preview a.jsonl
source
source remove x
source add
source add x --units H08
source add x --kind provincial
source add x --kind municipal --units H08
source add x --kind provincial --units H08,
source add x --kind provincial --units H08 --may votes
source add x --kind provincial --units H08 --may dossiers, 
source add x y --kind provincial --units H08
source add 12345678901234567890123456789012345678901234567890123456789012345 --kind provincial --units H
source list --format xml
send
send file
send --source x
send file --source x --format csv
send file --source x --timeout soon
wait --timeout 10
wait now
status --format csv
status all
report
report agency-table
report agency-table --from 2023-01-01
report agency-table --from 2023-01-01 --to 2023-02-30
report agency-table --from 2023-1-1 --to 2023-12-31
report agency-table --from 2023-12-31 --to 2023-01-01
report agency-table --from 2023-01-01 --to 2023-12-31 --rows cells
report agency-table --from 2023-01-01 --to 2023-12-31 --series both
report agency-table --from 2023-01-01 --to 2023-12-31 --format xml
report agency-table payments --from 2023-01-01 --to 2023-12-31
indicators
indicators --from 2023-01-01
indicators --from 2023-12-31 --to 2023-01-01
indicators --from 2023-01-01 --to 2023-12-31 --duty-from soon
indicators --from 2023-01-01 --to 2023-12-31 --format xml
indicators pct_digitised --from 2023-01-01 --to 2023-12-31
dossiers --form agency-table --from 2023-01-01 --to 2023-12-31
dossiers --form agency-table --cell total --from 2023-01-01 --to 2023-12-31
dossiers --cell total:received --from 2023-01-01 --to 2023-12-31
dossier
dossier a b
score
score --rubric 766
score --rubric 766 --period 2023 --counts counts.csv
score --period 2023
feedback
feedback a b
figures H08
figures --from 2023-1-1
figures --from 2023-12-31 --to 2023-01-01
figures --history=all
rejects --retry 4
rejects --retry 4:
rejects --retry 4:x
recount now
recount --every soon
recount --every 0s
recount --every 1h --pace 0
recount --every 1h --pace 101
recount --pace 25
recount --metrics file
provinces
provinces --root VN
provinces --source x y
provinces --source x --root 
simulate
simulate a b
simulate a --seed -1
simulate a --seed one
simulate a --of
END
exit "$failed"
