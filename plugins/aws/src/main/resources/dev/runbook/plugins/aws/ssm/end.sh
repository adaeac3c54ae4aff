mkdir -p "$c"
rb_ended() { if [ ! -s "$c/status" ]; then echo 143 >"$c/status.end" && mv "$c/status.end" "$c/status"; fi; rb_say ended; rb_end; }
# Who claims it here keeps it from ever beginning.
if mkdir "$c/go" 2>/dev/null; then rb_ended; fi
rb_n=0
while [ ! -e "$c/pid" ] && [ ! -s "$c/status" ] && [ $rb_n -lt 50 ]; do sleep 0.1 2>/dev/null || sleep 1; rb_n=$((rb_n + 1)); done
if [ -s "$c/status" ] || [ ! -e "$c/pid" ]; then rb_ended; fi
rb_root=$(cat "$c/pid")
rb_left=$(rb_end_tree)
if [ -n "$rb_left" ]; then rb_say "left process $rb_left"; rb_end; fi
rb_ended
