#!/bin/sh
# Reads a core library's undefined symbols: does it reach for the clock, the heap, files, sockets
# or the database? Usage: core_is_pure.sh LIBRARY.a
set -eu
impure='^(time|gettimeofday|clock|clock_gettime|localtime|localtime_r|gmtime|gmtime_r|mktime|malloc|calloc|realloc|free|strdup|strndup|asprintf|getline|open|openat|fopen|fdopen|read|write|close|printf|fprintf|puts|perror|getenv|setenv|rand|random|getrandom|socket|connect|sendto|recvfrom|PQ[a-z].*|zmq_.*|json_[a-z].*|pthread_.*|sleep|nanosleep|usleep|exit|abort|system|fork|exec[a-z]+)$'
symbols=$(nm --undefined-only "$1")
found=$(printf '%s\n' "$symbols" | awk '/ U /{print $2}' | sed 's/@.*//' | sort -u | grep -E "$impure" || true)
if [ -n "$found" ]; then
    echo "$1 is not pure: it reaches for $(printf '%s' "$found" | tr '\n' ' ')"
    exit 1
fi
echo "$1 is pure"
