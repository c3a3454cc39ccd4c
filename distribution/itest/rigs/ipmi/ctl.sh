#!/bin/bash
# ctl.sh N COMMAND... - gives controller N's simulator a command of ipmi_sim_cmd(5). For example a reading of 91 that
# crosses a threshold and so writes an event:
#   ctl.sh 1 sensor_set_value 0x20 0 1 91 1
number=${1:?number of the controller}
shift
exec 3<>"/dev/tcp/127.0.0.1/$(( ${BASE_PORT:-6230} + number ))" || exit 1
printf '%s\r\n' "$*" >&3
timeout 1 cat <&3 | LC_ALL=C tr -cd '\11\12\40-\176'
echo
exit 0
