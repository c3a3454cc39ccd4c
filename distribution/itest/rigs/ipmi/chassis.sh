#!/bin/bash
# chassis.sh FOLDER get|set PARAMETER [VALUE] ... - what ipmi_sim calls for chassis commands: the state is two files, and
# every call is written down in actions.log.
cd "$1" || exit 1
operation=$2
shift 2
echo "$(date +%s.%N) $operation $*" >>actions.log
while [ $# -gt 0 ]; do
  case $operation:$1 in
    get:power) echo "power:$(cat power)" ;;
    get:boot) echo "boot:$(cat boot)" ;;
    get:*) echo "unknown $1" >&2; exit 1 ;;
    set:power) echo "$2" >power; shift ;;
    set:boot) echo "$2" >boot; shift ;;
    set:reset) shift; [ "$(cat power)" = 1 ] || exit 1 ;;
    set:shutdown) shift; echo 0 >power ;;
    set:identify) shift; [ $# -gt 1 ] && shift ;;
    set:*) echo "unknown $1" >&2; exit 1 ;;
  esac
  shift
done
exit 0
