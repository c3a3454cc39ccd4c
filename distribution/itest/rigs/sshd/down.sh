#!/bin/bash
# down.sh - ends the servers that up.sh has started, by their own ids, and removes the user and the files that it has made.
set -eu
STATE=${STATE:-${TMPDIR:-/tmp}/plenum-rigs/sshd}
for file in "$STATE"/*/pid; do
  [ -s "$file" ] || continue
  pid=$(cat "$file")
  [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = sshd ] || continue
  for child in $(cat "/proc/$pid/task/$pid/children"); do kill "$child" 2>/dev/null || true; done
  kill "$pid"
done
if [ -s "$STATE/made-user" ]; then
  user=$(cat "$STATE/made-user")
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    userdel "$user" 2>/dev/null && break # not while a session of it ends
    sleep 0.3
  done
fi
case $STATE in */sshd) rm -rf "$STATE" ;; esac
