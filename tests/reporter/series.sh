#!/bin/sh
# series.sh SCHEMA_DIR SERIES_TRIAL CASES SEED: random organisations in all three series, in a
# database of their own (to be run by with_cluster.sh).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
"$here/schema.sh" "$1" series
PGDATABASE=series "$2" "$3" "$4"
