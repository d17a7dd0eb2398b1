#!/bin/sh
# views.sh SCHEMA_DIR: what schema report promises to readers (to be run by with_cluster.sh).
set -eu
here=$(dirname "$0")
"$here/schema.sh" "$1" views
psql -q -o /dev/null -v ON_ERROR_STOP=1 -d views -f "$here/views_promised.sql"
psql -q -o /dev/null -v ON_ERROR_STOP=1 -d views -f "$here/views_small.sql"
