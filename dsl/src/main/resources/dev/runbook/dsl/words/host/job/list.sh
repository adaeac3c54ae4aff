for d in "${XDG_STATE_HOME:-}" "${HOME:+$HOME/.local/state}" /var/tmp; do
  if [ "$d" = /var/tmp ]; then d=/var/tmp/runbook-$(id -u); else d=${d:+$d/runbook/jobs}; fi
  [ -n "$d" ] && [ -d "$d" ] || continue
  for j in "$d"/*; do
    [ -d "$j" ] || continue
    if [ -s "$j/status" ]; then rb_is="ended $(cat "$j/status")"
    elif [ ! -d "$j/go" ]; then rb_is=unstarted
    elif rb_alive; then rb_is=running
    else rb_is="gone $rb_why"; fi
    rb_bytes=$(wc -c 2>/dev/null <"$j/out" || echo 0)
    rb_say "$((rb_bytes)) ${j##*/} $rb_is"
  done
done
