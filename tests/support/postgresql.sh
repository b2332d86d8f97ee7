#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A PostgreSQL of the tests' own: postgresql.sh start|stop FOLDER. It listens on FOLDER/socket alone and keeps nothing:
# the system's own clusters are not touched. initdb refuses to be root, so root borrows the system's postgres user.
set -eu
action=$1
folder=$2
programs=${GUICHET_POSTGRESQL_PROGRAMS:-/usr/lib/postgresql/15/bin}

as_owner() {
  if [ "$(id -u)" = 0 ]; then
    setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"
  else
    "$@"
  fi
}

running() { [ -f "$folder/data/postmaster.pid" ] && as_owner "$programs/pg_ctl" -D "$folder/data" status > /dev/null 2>&1; }

case $action in
  start)
    if running; then exit 0; fi
    rm -rf "$folder"
    mkdir -p "$folder/socket"
    if [ "$(id -u)" = 0 ]; then chown -R postgres: "$folder"; fi
    cd "$folder"
    as_owner "$programs/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync > "$folder/initdb.log"
    cat >> "$folder/data/postgresql.conf" << END
listen_addresses = ''
unix_socket_directories = '$folder/socket'
fsync = off
synchronous_commit = off
full_page_writes = off
shared_buffers = 32MB
max_connections = 200
END
    as_owner "$programs/pg_ctl" -D "$folder/data" -l "$folder/log" -w -t 60 start > /dev/null
    ;;
  stop)
    if running; then as_owner "$programs/pg_ctl" -D "$folder/data" -m immediate -w stop > /dev/null; fi
    rm -rf "$folder"
    ;;
  *)
    echo "usage: $0 start|stop FOLDER" >&2
    exit 2
    ;;
esac
