#!/usr/bin/env bash
# Runs moto's AWS API server on loopback and tells where: one line, "endpoint URL", as soon as it answers. It ends with the
# process that started it, or with the signal that ends this script.
#
# up.sh [--port N] [--tls] [--lax] [--images]
#   --port  the port; a free one unless given
#   --tls   https, with a certificate of moto's own that nobody trusts
#   --lax   takes any image, instance type and key pair, and has no images of its own, which take it a second to list
#   --images  has them all the same
set -euo pipefail

port=
scheme=http
options=()
strict=1
images=
while [ $# -gt 0 ]; do
  case $1 in
    --port) port=$2; shift ;;
    --tls) scheme=https; options+=(-s) ;;
    --lax) strict= ;;
    --images) images=1 ;;
    *) sed -n '2,10s/^# \{0,1\}//p' "$0" >&2; exit 64 ;;
  esac
  shift
done

server=$(command -v moto_server || true)
if [ -z "$server" ]; then
  echo "There is no moto_server on the PATH: the Python package moto with its extra \"server\" has it." >&2
  exit 69
fi
# past the shim of a version manager, so that the process is the server itself
if command -v pyenv >/dev/null; then
  server=$(pyenv which moto_server 2>/dev/null || echo "$server")
fi
if [ -z "$port" ]; then
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
fi
if [ -n "$strict" ]; then
  export MOTO_ENABLE_AMI_VALIDATION=1 MOTO_EC2_ENABLE_INSTANCE_TYPE_VALIDATION=1 MOTO_ENABLE_KEYPAIR_VALIDATION=1
elif [ -z "$images" ]; then
  export MOTO_EC2_LOAD_DEFAULT_AMIS=false
fi
# nothing of this machine's own AWS set-up, and no containers
unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_PROFILE
export PYTHONDONTWRITEBYTECODE=1 DOCKER_HOST=unix:///nonexistent

log=$(mktemp)
"$server" "${options[@]}" -H 127.0.0.1 -p "$port" >"$log" 2>&1 </dev/null &
child=$!
trap 'kill "$child" 2>/dev/null || true; rm -f "$log"' EXIT
trap 'exit 143' TERM INT HUP

for _ in $(seq 120); do
  if [ "$(curl -sk -o /dev/null -w '%{http_code}' "$scheme://127.0.0.1:$port/moto-api/" || true)" = 200 ]; then
    echo "endpoint $scheme://127.0.0.1:$port"
    # until whoever started this has gone, however that came about
    while kill -0 "$child" 2>/dev/null && [ "$(ps -o ppid= -p $$ | tr -d ' ')" != 1 ]; do sleep 1; done
    exit
  fi
  kill -0 "$child" 2>/dev/null || break
  sleep 0.25
done
tail -n 5 "$log" >&2
exit 70
