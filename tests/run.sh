#!/usr/bin/env bash
#
# All tests: install what is missing, build with sanitizers and for release, check what can be
# checked without running, then run everything. A check that fails does not keep the tests from
# running. Ends with the summary of ctest.
#
# usage: tests/run.sh [ARGUMENT OF CTEST...]     such as: tests/run.sh -L unit
set -eu

ROOT=$(cd "$(dirname "$0")/.." && pwd)

# shellcheck source=../deploy/cluster.sh
. "$ROOT/deploy/cluster.sh"

JOBS=$(nproc)

# --fresh: what somebody has once left out of a build folder is not left out here.
build() {
    cmake --preset "$1" --fresh
    cmake --build --preset "$1"
}

check_format() {
    cmake --build --preset dev -- format-check
}

check_scripts() {
    grep -rlIE --exclude-dir=build --exclude-dir=run --exclude-dir=.git \
        -e '^#!/(usr/)?bin/(env )?(ba)?sh' -e '^# shellcheck shell=' . |
        xargs shellcheck -x -P SCRIPTDIR -P .
}

check_compose() {
    docker-compose --project-directory . -f docker-compose.yml config --quiet
}

# Every file that the sanitized build compiles, but for what the build itself has made. The slow
# analyzer, which sees frees and nulls where there are none, is for people: tests/README.md.
check_code() {
    sed -n 's/^ *"file": "\(.*\)",*$/\1/p' build/dev/compile_commands.json | sort -u |
        grep -v '/build/' |
        xargs -P "$JOBS" -n 8 clang-tidy -p build/dev --quiet \
            --extra-arg=-w --checks='-clang-analyzer-*,-bugprone-reserved-identifier'
}

# The trial as a new user has it: twice, the second time without sending, then removed.
check_trial() {
    local folder
    folder=$(mktemp -d)
    chmod 755 "$folder"
    deploy/try.sh --dir "$folder/trial" >"$folder/first"
    deploy/try.sh --dir "$folder/trial" >"$folder/second"
    grep '│ Tổng số ' "$folder/first"
    [ "$(grep -c '│ Tổng số ' "$folder/first")" -eq 3 ]
    [ "$(grep '│ Tổng số ' "$folder/first")" = "$(grep '│ Tổng số ' "$folder/second")" ]
    deploy/try.sh --dir "$folder/trial" --shell thuocdo recount
    deploy/try.sh --dir "$folder/trial" --stop
    deploy/try.sh --dir "$folder/trial" --clean
    [ ! -e "$folder/trial" ]
    rm -rf "$folder"
}

# check WHAT COMMAND…: a step whose failure is remembered.
check() {
    local status
    # Not behind `||`, which would switch `set -e` off inside.
    set +e
    (step "$@")
    status=$?
    set -e
    [ "$status" -eq 0 ] || FAILED+=("$1")
}

cd "$ROOT"
FAILED=()
packages_install build database run test
step 'building with sanitizers' build dev
step 'building for release' build release
check 'formatting (clang-format)' check_format
check 'scripts (shellcheck)' check_scripts
check 'containers (docker-compose config)' check_compose
check 'code (clang-tidy)' check_code
check 'the trial (deploy/try.sh), twice' check_trial
# What a program takes once and keeps until it ends is not lost.
export ASAN_OPTIONS="${ASAN_OPTIONS:-detect_leaks=0}"
for what in "${FAILED[@]}"; do
    complain "failed, see above: $what"
done
ctest --preset dev -j "$JOBS" "$@" </dev/null
[ "${#FAILED[@]}" -eq 0 ]
