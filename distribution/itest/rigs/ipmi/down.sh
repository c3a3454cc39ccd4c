#!/bin/bash
# down.sh [--wipe] - ends the controllers that up.sh started, by their own process ids; --wipe removes their state too.
STATE=${STATE:-${TMPDIR:-/tmp}/plenum-rigs/ipmi}
ended=0
for file in "$STATE"/bmc*/pid; do
  [ -s "$file" ] || continue
  pid=$(cat "$file")
  if [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = ipmi_sim ]; then
    kill "$pid"
    ended=$(( ended + 1 ))
  fi
  rm -f "$file"
done
if [ "${1:-}" = --wipe ]; then
  rm -rf "$STATE"/bmc[0-9]*
  rmdir "$STATE" 2>/dev/null
fi
echo "$ended ended"
