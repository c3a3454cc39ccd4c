#!/bin/bash
# up.sh [COUNT] - starts COUNT simulated IPMI 2.0 controllers (OpenIPMI's ipmi_sim), one process each, on loopback.
# Controller n answers on 127.0.0.1, UDP port BASE_PORT+n; its console (ctl.sh) is the TCP port of the same number.
# Starts only what is not running; state is kept in STATE. See README.md.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
COUNT=${1:-3}
BASE_PORT=${BASE_PORT:-6230}
STATE=${STATE:-${TMPDIR:-/tmp}/plenum-rigs/ipmi}
IPMI_USER=${IPMI_USER:-ipmiusr}
IPMI_PASS=${IPMI_PASS:-test}

die() { echo "up.sh: $1" >&2; exit 2; }
[[ $COUNT =~ ^[0-9]+$ ]] && [ "$COUNT" -ge 1 ] && [ "$COUNT" -le 250 ] || die "COUNT must be a number from 1 to 250"
for tool in ipmi_sim ipmitool; do
  command -v $tool >/dev/null || die "$tool is missing: apt-get install --no-install-recommends openipmi ipmitool"
done
mkdir -p "$STATE"
chmod 700 "$STATE"

# Bytes of a text, in the form that ipmi_sim reads.
hex() { local i; for ((i = 0; i < ${#1}; i++)); do printf '0x%02x ' "'${1:i:1}"; done; }

# A FRU area: pads to a multiple of 8, sets length and checksum. $@: version, length to be set, the content.
fru_area() {
  local -a bytes=("$@" 0xc1)
  local sum=0 byte
  while (( (${#bytes[@]} + 1) % 8 )); do bytes+=(0x00); done
  bytes[1]=$(( (${#bytes[@]} + 1) / 8 ))
  for byte in "${bytes[@]}"; do sum=$(( (sum + byte) & 255 )); done
  echo "${bytes[@]}" $(( (256 - sum) & 255 ))
}
fru_text() { printf '0x%02x ' $(( 0xc0 | ${#1} )); hex "$1"; }

# A FRU of 256 bytes with a board and a product area. $1: product name, $2: serial number.
fru() {
  local -a board product header all
  local sum=0 byte
  # shellcheck disable=SC2046 # the lists of bytes are meant to be split
  board=($(fru_area 0x01 0 0 0 0 0 $(fru_text ACME) $(fru_text "$1-board") $(fru_text "B$2") $(fru_text PN-100) $(fru_text f0)))
  # shellcheck disable=SC2046
  product=($(fru_area 0x01 0 0 $(fru_text ACME) $(fru_text "$1") $(fru_text PN-100) $(fru_text v1) $(fru_text "$2") \
    $(fru_text "asset-$2") $(fru_text f0)))
  header=(1 0 0 1 $(( 1 + ${#board[@]} / 8 )) 0 0)
  for byte in "${header[@]}"; do sum=$(( (sum + byte) & 255 )); done
  all=("${header[@]}" $(( (256 - sum) & 255 )) "${board[@]}" "${product[@]}")
  while [ ${#all[@]} -lt 256 ]; do all+=(0); done
  printf '0x%02x ' "${all[@]}"
}

# A full sensor record. $@: number, sensor type, entity, factor, upper warning, upper critical, unit, name.
sensor_record() {
  local -a bytes=(0x00 0x00 0x51 0x01 0 0x20 0x00 "$1" "$3" 0x01 0x7f 0x68 "$2" 0x01 0x95 0x7a 0x95 0x7a 0x3f 0x3f
    0x00 "$7" 0x00 0x00 "$4" 0x00 0x00 0x00 0x00 0x00 0x07 0x20 "$6" 0x05 0xff 0x00 $(( $6 + 5 )) "$6" "$5"
    0x00 0x01 0x02 0x02 0x02 0x00 0x00 0x00 $(( 0xc0 | ${#8} )))
  # shellcheck disable=SC2207
  bytes+=($(hex "$8"))
  bytes[4]=$(( ${#bytes[@]} - 5 ))
  printf '0x%02x ' "${bytes[@]}"
}

lan_configuration() { # controller number, folder, GUID
  cat <<END
name "bmc$1"
set_working_mc 0x20
startlan 1
  addr 127.0.0.1 $(( BASE_PORT + $1 ))
  priv_limit admin
  allowed_auths_callback md5
  allowed_auths_user md5
  allowed_auths_operator md5
  allowed_auths_admin md5
  guid $3
endlan
console 127.0.0.1 $(( BASE_PORT + $1 ))
chassis_control "$here/chassis.sh $2"
user 1 false "" "" user 1 md5
user 2 true "$IPMI_USER" "$IPMI_PASS" admin 10 md5
user 3 true "operator" "operator" operator 10 md5
user 4 true "viewer" "viewer" user 10 md5
END
}

emulation() { # controller number, GUID
  echo "mc_setbmc 0x20"
  echo "mc_add 0x20 0 no-device-sdrs 0x23 9 8 0x9f 0x1291 0xf02"
  echo "mc_set_guid 0x20 $2"
  echo "sel_enable 0x20 1000 0x0a"
  local mask=000111111111111 number=0 type unit entity factor warning critical name reading
  while read -r type unit entity factor warning critical name reading; do
    number=$(( number + 1 ))
    echo "sensor_add 0x20 0 $number $type 0x01"
    echo "sensor_set_value 0x20 0 $number $reading 0"
    echo "sensor_set_threshold 0x20 0 $number settable 111111 $(( critical + 5 )) $critical $warning 2 1 0"
    echo "sensor_set_event_support 0x20 0 $number enable scanning per-state $mask $mask $mask $mask"
    echo "main_sdr_add 0x20 $(sensor_record $number "$type" "$entity" "$factor" "$warning" "$critical" "$unit" "$name")"
  done <<END
0x01 0x01 0x03 1 80 90 CPU_Temp 40
0x01 0x01 0x37 1 38 45 Inlet_Temp 22
0x04 0x12 0x1d 100 200 240 Fan1 60
0x04 0x12 0x1d 100 200 240 Fan2 61
END
  echo "mc_add_fru_data 0x20 0 256 data $(fru "Server-$1" "$(printf 'SN%06d' "$1")")"
  echo "mc_enable 0x20"
}

running() { [ -s "$1/pid" ] && [ "$(cat "/proc/$(cat "$1/pid")/comm" 2>/dev/null)" = ipmi_sim ]; }

answers() {
  ipmitool -N 1 -R 2 -I lanplus -C 3 -H 127.0.0.1 -p $(( BASE_PORT + $1 )) -U "$IPMI_USER" -P "$IPMI_PASS" mc guid \
    >/dev/null 2>&1
}

started=0
for ((n = 1; n <= COUNT; n++)); do
  folder=$STATE/bmc$n
  running "$folder" && continue
  mkdir -p "$folder/state"
  [ -e "$folder/power" ] || echo 0 >"$folder/power"
  [ -e "$folder/boot" ] || echo default >"$folder/boot"
  guid=$(printf 'a1b2c3d4e5f6000000000000%08x' "$n")
  lan_configuration "$n" "$folder" "$guid" >"$folder/lan.conf"
  emulation "$n" "$guid" >"$folder/emulation"
  (
    cd "$folder"
    exec setsid ipmi_sim -c "$folder/lan.conf" -f "$folder/emulation" -s "$folder/state" -n >"$folder/log" 2>&1 </dev/null
  ) &
  echo $! >"$folder/pid"
  started=$(( started + 1 ))
done

ready=0
for ((n = 1; n <= COUNT; n++)); do
  for _ in 1 2 3 4 5 6 7 8; do
    # it bears another name until it has become ipmi_sim
    kill -0 "$(cat "$STATE/bmc$n/pid")" 2>/dev/null || die "controller $n ended: $(tail -n 1 "$STATE/bmc$n/log")"
    if answers "$n"; then
      ready=$(( ready + 1 ))
      break
    fi
    sleep 0.25
  done
done
echo "$started started, $ready of $COUNT answer on 127.0.0.1, UDP ports $(( BASE_PORT + 1 )) to $(( BASE_PORT + COUNT ))"
echo "users: $IPMI_USER/$IPMI_PASS (administrator), operator/operator (operator), viewer/viewer (user)"
echo "state: $STATE/bmcN/{power,boot,actions.log}"
[ "$ready" = "$COUNT" ]
