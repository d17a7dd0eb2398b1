#!/usr/bin/env bash
#
# Makes the secrets of docker-compose.yml: a password for each role of the database, and the URL
# with it for each service. What is there stays.
#
# usage: deploy/secrets.sh [FOLDER]     (standard: run/secrets)
set -eu

ROOT=$(cd "$(dirname "$0")/.." && pwd)
FOLDER=${1:-$ROOT/run/secrets}
ROLES=(owner intake tracker aggregator scorer reporter reader)
# The folder of the database's socket, as docker-compose.yml mounts it.
SOCKET=/run/postgresql

# The folder is closed; the files are readable because containers see them under another user.
umask 022
mkdir -p "$FOLDER/passwords"
chmod 700 "$FOLDER"
for role in "${ROLES[@]}"; do
    file=$FOLDER/passwords/thuocdo_$role
    [ -s "$file" ] || od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$file"
    printf 'postgresql://thuocdo_%s:%s@/thuocdo?host=%s\n' "$role" "$(cat "$file")" "$SOCKET" \
        >"$FOLDER/$role.url"
done
