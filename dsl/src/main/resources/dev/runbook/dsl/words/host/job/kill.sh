if [ ! -d "$j" ]; then rb_say vanished; exit 0; fi
if [ -s "$j/status" ]; then rb_say "ended $(cat "$j/status")"; exit 0; fi
rb_ended() { if [ ! -s "$j/status" ]; then echo 143 >"$j/status.new" && mv "$j/status.new" "$j/status"; fi; }
# Who claims it here keeps it from ever beginning.
if mkdir "$j/go" 2>/dev/null; then : >"$j/killed"; rb_ended; rb_say unbegun; exit 0; fi
n=0
while [ ! -e "$j/pid" ] && rb_alive && [ $n -lt 50 ]; do n=$((n + 1)); sleep 0.1 2>/dev/null || sleep 1; done
if ! rb_alive; then rb_say "gone $rb_why"; exit 0; fi
: >"$j/killed"
rb_left=$(rb_end_tree)
if [ -n "$rb_left" ]; then rm -f "$j/killed"; rb_say "left $rb_left"; exit 0; fi
rb_ended
rb_say killed
