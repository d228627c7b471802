#!/bin/sh
# Starts Redis with one user for the hub and one for Evolution API: each has its own keys, the ordinary
# commands on them, and nothing that rules the server. Arguments are further options of redis-server.
#
#   REDIS_PASSWORD             of the user "bactrian": keys bactrian:*
#   EVOLUTION_REDIS_PASSWORD   of the user "evolution": keys evolution:*
#
# The passwords stand on no command line, and in the file only as hashes.
set -eu

# printf is the shell's own, so that no process shows a password.
hash() { printf '%s' "$1" | sha256sum | cut -d ' ' -f 1; }

umask 077
file=${REDIS_USERS_FILE:-/tmp/users.acl}
{
  printf 'user default off resetkeys resetchannels -@all\n'
  # What the lanes are made of, and what a health check asks.
  printf 'user bactrian on #%s resetchannels ~bactrian:* -@all +@connection +@list +@sortedset +eval +evalsha +del +exists +type +expire +info +cluster|info +cluster|slots +cluster|shards +cluster|nodes +readonly\n' \
    "$(hash "${REDIS_PASSWORD:?}")"
  # A cache. "scan" tells the names of all keys, and none of their values.
  printf 'user evolution on #%s resetchannels ~evolution:* -@all +@connection +@read +@write +info -randomkey -@dangerous\n' \
    "$(hash "${EVOLUTION_REDIS_PASSWORD:?}")"
} >"$file"

# noeviction, for a lane that drops its oldest entries would delay what they stand for.
exec redis-server --aclfile "$file" --appendonly yes --appendfsync everysec --save "" \
  --maxmemory-policy noeviction "$@"
