#!/bin/bash
# up.sh [DAEMONS] [ADDRESSES] - starts real OpenSSH servers on loopback, as hosts.
#   DAEMONS    on 127.0.0.1, ports BASE_PORT+1 and on: each with a host key, a home and accepted keys of its own
#   ADDRESSES  127.10.x.y, port PORT, 16 to a server (it takes no more), which share a host key and a home: for many hosts
# Starts only what is not running; state is kept in STATE. The system's own server and its configuration are left alone. See
# README.md.
set -eu
DAEMONS=${1:-3}
ADDRESSES=${2:-0}
BASE_PORT=${BASE_PORT:-2300}
PORT=${PORT:-2200}
STATE=${STATE:-${TMPDIR:-/tmp}/plenum-rigs/sshd}
SSH_USER=${SSH_USER:-plenum-rig}
SSH_PASSWORD=${SSH_PASSWORD:-}

die() { echo "up.sh: $1" >&2; exit 2; }
[[ $DAEMONS =~ ^[0-9]+$ ]] && [ "$DAEMONS" -le 100 ] || die "DAEMONS must be a number up to 100"
[[ $ADDRESSES =~ ^[0-9]+$ ]] && [ "$ADDRESSES" -le 600 ] || die "ADDRESSES must be a number up to 600"
[ -x /usr/sbin/sshd ] && command -v ssh-keygen >/dev/null \
  || die "sshd is missing: apt-get install --no-install-recommends openssh-server"
mkdir -p "$STATE"
chmod 755 "$STATE"

# Root lets in a user of the rig's own; anybody else can only let in themselves.
PASSWORDS=no
if [ "$(id -u)" = 0 ]; then
  mkdir -p /run/sshd # the program insists on it
  if ! id "$SSH_USER" >/dev/null 2>&1; then
    useradd --system --no-create-home --home-dir "$STATE" --shell /bin/bash "$SSH_USER"
    usermod --password '*' "$SSH_USER" # not locked, which would shut out keys too; no password either
    echo "$SSH_USER" >"$STATE/made-user"
  fi
  if [ -n "$SSH_PASSWORD" ] && [ -s "$STATE/made-user" ]; then # never that of somebody who was there before
    echo "$SSH_USER:$SSH_PASSWORD" | chpasswd
    PASSWORDS=yes
  fi
else
  SSH_USER=$(id -un)
fi
[ -z "$SSH_PASSWORD" ] || [ $PASSWORDS = yes ] || die "SSH_PASSWORD takes root, and a user that the rig has made"
[ -e "$STATE/id_ed25519" ] || ssh-keygen -q -t ed25519 -N '' -C rig -f "$STATE/id_ed25519"

running() { [ -s "$STATE/$1/pid" ] && [ "$(cat "/proc/$(cat "$STATE/$1/pid")/comm" 2>/dev/null)" = sshd ]; }

# A home and a key; $1: name.
host() {
  local home=$STATE/$1/home
  [ -e "$home/.ssh" ] && return
  mkdir -p "$home/.ssh"
  cp "$STATE/id_ed25519.pub" "$home/.ssh/authorized_keys"
  chmod 700 "$home/.ssh"
  [ "$(id -u)" != 0 ] || chown -R "$SSH_USER" "$home"
  ssh-keygen -q -t ed25519 -N '' -C "$1" -f "$STATE/$1/host_key"
}

# $1: name; the rest: addresses with ports.
serve() {
  local name=$1 address
  shift
  running "$name" && return
  host "$name"
  {
    for address; do echo "ListenAddress $address"; done
    cat <<END
PidFile $STATE/$name/pid
HostKey $STATE/$name/host_key
AuthorizedKeysFile $STATE/$name/home/.ssh/authorized_keys
SetEnv HOME=$STATE/$name/home
AllowUsers $SSH_USER
PasswordAuthentication $PASSWORDS
KbdInteractiveAuthentication no
UsePAM no
StrictModes no
UseDNS no
MaxStartups 200
Subsystem sftp internal-sftp
END
  } >"$STATE/$name/sshd_config"
  /usr/sbin/sshd -f "$STATE/$name/sshd_config" -E "$STATE/$name/log"
}

for ((n = 1; n <= DAEMONS; n++)); do serve "host$n" "127.0.0.1:$(( BASE_PORT + n ))"; done
for ((n = 0; n < ADDRESSES; n += 16)); do
  some=()
  for ((i = n; i < n + 16 && i < ADDRESSES; i++)); do some+=("127.10.$(( i / 250 )).$(( i % 250 + 1 )):$PORT"); done
  serve "many$(( n / 16 + 1 ))" "${some[@]}"
done
echo "user $SSH_USER, key $STATE/id_ed25519"
[ "$DAEMONS" = 0 ] || echo "$DAEMONS hosts at 127.0.0.1:$(( BASE_PORT + 1 ))-$(( BASE_PORT + DAEMONS ))"
[ "$ADDRESSES" = 0 ] || echo "$ADDRESSES hosts from 127.10.0.1, port $PORT"
