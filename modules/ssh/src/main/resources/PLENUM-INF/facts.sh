# Tells what a machine is, a line each: key=value. Plain POSIX shell; what a system lacks is left out.
LC_ALL=C; export LC_ALL
PATH=$PATH:/usr/sbin:/sbin:/usr/bin:/bin; export PATH
echo 'plenum-facts begin'
say() { [ -n "$2" ] && printf '%s=%s\n' "$1" "$(printf '%s' "$2" | head -n 1)"; }
read_file() { [ -r "$1" ] && cat "$1" 2>/dev/null; }
# for files that are root's alone, where the account may become root
read_root() { read_file "$1" || { [ "$become" = yes ] && [ -e "$1" ] && sudo -n cat "$1" 2>/dev/null; }; }
say hostname "$(uname -n)"
say system "$(uname -s)"
say kernel "$(uname -r)"
say architecture "$(uname -m)"
for f in /etc/os-release /usr/lib/os-release; do
  [ -r "$f" ] && { say os "$(. "$f" >/dev/null 2>&1; printf '%s' "${PRETTY_NAME:-$NAME}")"; break; }
done
say machine-id "$(read_file /etc/machine-id)"
say processors "$(getconf _NPROCESSORS_ONLN 2>/dev/null || sysctl -n hw.ncpu 2>/dev/null)"
say processor-model "$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)"
say memory-kib "$(sed -n 's/^MemTotal:[[:space:]]*\([0-9]*\) kB$/\1/p' /proc/meminfo 2>/dev/null)"
say boot-time "$(sed -n 's/^btime //p' /proc/stat 2>/dev/null)"
say uptime "$(uptime 2>/dev/null)"
d=/sys/class/dmi/id
say manufacturer "$(read_file $d/sys_vendor)"
say model "$(read_file $d/product_name)"
say serial "$(read_root $d/product_serial)"
say uuid "$(read_root $d/product_uuid)"
for i in /sys/class/net/*; do
  n=${i##*/}
  # bridges and the like take the address of a card, or make one up
  [ -e "$i/device" ] || [ "$n" = eth0 ] || continue
  say mac "$(read_file "$i/address")"
done
if command -v ip >/dev/null 2>&1; then
  ip -o addr show scope global 2>/dev/null | while read -r _ _ family address _; do
    case $family in inet|inet6) say address "${address%%/*}" ;; esac
  done
else
  for a in $(hostname -I 2>/dev/null); do say address "$a"; done
fi
for b in /sys/block/*; do
  [ -e "$b/device" ] || continue
  say disk "${b##*/} $(read_file "$b/size") $(read_file "$b/device/model" | tr -s ' ')"
done
echo 'plenum-facts end'
