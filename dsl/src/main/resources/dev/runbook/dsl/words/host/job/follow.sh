if [ ! -d "$j" ]; then rb_say vanished; exit 0; fi
n=0 waited=0
while :; do
  alive=yes
  if [ $((n % 10)) -eq 0 ]; then rb_alive || alive=; fi
  s=
  # A status that a crash of the host left empty is none.
  if [ -e "$j/status" ]; then s=$(cat "$j/status"); fi
  size=$(wc -c <"$j/out")
  size=$((size))
  if [ $size -gt $off ]; then
    { tail -c +$((off + 1)) "$j/out" || :; } | head -c $((size - off))
    off=$size
    if [ $n -gt 12 ]; then n=12; fi
  elif [ -n "$s" ]; then
    if [ -e "$j/killed" ]; then rb_say "killed $s"; else rb_say "ended $s"; fi
    exit 0
  elif [ -z "$alive" ]; then
    sleep 1
    if [ ! -s "$j/status" ]; then rb_say "gone $rb_why"; exit 0; fi
    continue
  elif [ $waited -ge $rb_longest ]; then
    if [ -d "$j/go" ]; then rb_say running; else rb_say unstarted; fi
    exit 0
  fi
  n=$((n + 1))
  if [ $n -lt 12 ]; then sleep 0.02 2>/dev/null || sleep 1; waited=$((waited + 20))
  elif [ $n -lt 60 ]; then sleep 0.1 2>/dev/null || sleep 1; waited=$((waited + 100))
  else sleep 0.5 2>/dev/null || sleep 1; waited=$((waited + 500)); fi
done
