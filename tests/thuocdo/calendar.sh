#!/usr/bin/env bash
#
# calendar.sh THUOCDO: the shipped list, files of one's own, what they change and what is refused (to
# be run by with_cluster.sh).
set -eu

thuocdo=$1
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT

psql -q -c 'CREATE DATABASE thuocdo'
export PGDATABASE=thuocdo
export THUOCDO_DATABASE="postgresql:///thuocdo" THUOCDO_READER_DATABASE="postgresql://thuocdo_reader@/thuocdo"

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

# expect WHAT WANTED FOUND
expect() {
    [ "$2" = "$3" ] || fail "$1: '$3', not '$2'"
}

sql() {
    psql -X -A -t -v ON_ERROR_STOP=1 -c "$1"
}

# file LINE…: a file to load, with its header
file() {
    local header=date,weekday,kind,name_vi,name_en,is_day_off,on_weekend,paired_date,source,confidence
    printf '%s\n' "$header" "$@" >"$home/days.csv"
}

changes() {
    sql 'SELECT version, first_day, last_day FROM report.calendar_change ORDER BY 1'
}

# What folds see of the days of a pattern.
folded() {
    PGUSER=thuocdo_tracker sql "
        SELECT day, off, like_day FROM report.internal_fold_special_day
        WHERE day::text LIKE '$1' ORDER BY 1"
}

# ---- the shipped list ----

expect 'the first migration' 'calendar version 1: 118 days changed, from 2020-01-01 to 2027-11-24' \
    "$("$thuocdo" migrate | tail -n 1)"
expect 'the second one' '0 new files applied, 0 passwords set' "$("$thuocdo" migrate)"
expect 'one change' '1|2020-01-01|2027-11-24' "$(changes)"
expect 'what folds see of a month' $'2024-05-01|t|\n2024-05-04|f|2024-04-29' "$(folded '2024-05-%')"
expect 'years that are known' 8 "$(sql 'SELECT count(*) FROM report.calendar_year')"
expect 'how sure a year is' '2026|15|2|0|1' \
    "$(sql 'SELECT * FROM report.calendar_year WHERE year = 2026')"
tr -d '\r' <services/tracker/calendar/holidays.csv | sed -n '1p; /^2024/p' >"$home/2024"
"$thuocdo" calendar --year 2024 --format csv | diff "$home/2024" - || fail 'the list is another one'
expect 'a year that nobody knows' 'no special days are known: only weekends are off' \
    "$("$thuocdo" calendar --year 2031)"

# ---- a list that has changed with the program ----

sql "DELETE FROM thuocdo.special_day WHERE day = '2023-01-02';
     UPDATE thuocdo.special_day SET name_vi = 'x' WHERE day = '2021-01-01';
     INSERT INTO thuocdo.special_day VALUES ('2022-12-24', 'shipped', 'holiday', 'x', '', true, NULL,
         'x', 'low')" >/dev/null
expect 'brought up to date' 'calendar version 2: 3 days changed, from 2022-12-24 to 2023-01-02' \
    "$("$thuocdo" migrate | tail -n 1)"
expect 'as if nothing had been' 118 "$(sql "
    SELECT count(*) FROM thuocdo.special_day WHERE origin = 'shipped' AND name_vi <> 'x'")"
expect 'words are no change' '0 new files applied, 0 passwords set' \
    "$(sql "UPDATE thuocdo.special_day SET name_vi = 'x' WHERE day = '2021-01-01'" >/dev/null
       "$thuocdo" migrate)"

# ---- a file of one's own ----

file '2026-08-15,Sat,makeup_working,Làm bù,,0,1,2026-08-31,"CV 1, UBND",high' \
    '2026-08-31,Mon,swap_off,Nghỉ,,1,0,2026-08-15,"CV 1, UBND",high' \
    '2026-08-22,Sat,ordinary,Không làm bù,,0,1,,"CV 1, UBND",high'
wanted='2026-08-15: as its weekday -> makeup_working Làm bù (2026-08-31)
2026-08-22: makeup_working Làm bù (thứ Bảy làm việc) (2026-08-31) -> as its weekday
2026-08-31: swap_off Nghỉ hoán đổi (làm bù ngày khác) -> swap_off Nghỉ'
expect 'what it would change' "$wanted
3 days would change; version 3 of the calendar would judge dossiers from 2026-08-15 on again" \
    "$("$thuocdo" calendar --load "$home/days.csv" --dry-run)"
expect 'nothing was changed' 2 "$(changes | wc -l)"
expect 'what it changes' "$wanted
3 days changed; version 3 of the calendar judges dossiers from 2026-08-15 on again" \
    "$("$thuocdo" calendar --load "$home/days.csv")"
expect 'the change' '3|2026-08-15|2026-08-22' "$(changes | tail -n 1)"
expect 'once more' 'nothing changes' "$("$thuocdo" calendar --load "$home/days.csv")"
expect 'what folds see' $'2026-08-15|f|2026-08-31\n2026-08-31|t|' "$(folded '2026-08-%')"
expect 'the reader sees who says so' 'local|CV 1, UBND' \
    "$(PGUSER=thuocdo_reader sql "SELECT origin, source FROM report.special_day WHERE day = '2026-08-15'")"
expect 'a program that ships the same leaves it' '0 new files applied, 0 passwords set' \
    "$("$thuocdo" migrate)"
"$thuocdo" calendar --year 2026 --format csv >"$home/again.csv"
expect 'what is listed can be loaded' 'nothing changes' \
    "$("$thuocdo" calendar --load "$home/again.csv")"

# Only the years that the file names are replaced.
file '2027-12-31,Fri,holiday,Nghỉ thêm,,1,0,,CV 2,high'
"$thuocdo" calendar --load "$home/days.csv" >"$home/out"
file '2026-08-24,Mon,holiday,Nghỉ thêm,,1,0,,CV 3,high'
expect 'the shipped days of the year are back' '4 days changed; version 5 of the calendar judges dossiers from 2026-08-15 on again' \
    "$("$thuocdo" calendar --load "$home/days.csv" | tail -n 1)"
expect 'the other year stays' $'2026-08-24\n2027-12-31' \
    "$(sql "SELECT day FROM thuocdo.special_day WHERE origin = 'local' ORDER BY 1")"

# ---- what is refused ----

file '2026-08-15,Sun,holiday,Nghỉ,,1,1,,CV,high' '2026-08-16,Sun,holiday,Nghỉ,,1,1,,,high'
if "$thuocdo" calendar --load "$home/days.csv" >"$home/out" 2>"$home/said"; then
    fail 'a file with mistakes is loaded'
fi
expect 'every mistake by name' "$home/days.csv:2: weekday: not the weekday of the date
$home/days.csv:3: source: missing
thuocdo calendar: $home/days.csv: 2 things are wrong in the file" "$(cat "$home/said")"
expect 'nothing was changed' '' "$(cat "$home/out")"
expect 'no version' 5 "$(changes | wc -l)"
if "$thuocdo" calendar --load "$home/none.csv" 2>"$home/said"; then
    fail 'a file that is not there is loaded'
fi
expect 'no such file' "thuocdo calendar: $home/none.csv: No such file or directory" \
    "$(cat "$home/said")"
