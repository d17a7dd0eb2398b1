#!/bin/sh
#
# healthy SERVICE: does it work? Its lock on a partition ends with its database session, which a
# process that hangs loses within 30 seconds; the reporter is asked, so it has to answer as well.
set -eu

answer=$(thuocdo status --format json)
[ "$1" = reporter ] || printf '%s\n' "$answer" | sed '/^  \]/q' | grep -q "\"service\": \"$1\""
