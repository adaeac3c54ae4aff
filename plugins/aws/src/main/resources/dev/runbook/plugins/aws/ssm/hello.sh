umask 077
rb_missing=
for rb_p in openssl base64 gzip head tail tr wc; do
  command -v $rb_p >/dev/null 2>&1 || rb_missing="$rb_missing $rb_p"
done
if [ -n "$rb_missing" ]; then rb_say "missing$rb_missing"; rb_end; fi
# What engines that died have left here.
find /var/tmp -maxdepth 1 -name 'runbook-ssm-*' -user "$(id -un)" -mtime +7 -exec rm -rf {} + 2>/dev/null
rb_dir=/var/tmp/runbook-ssm-$rb_session
mkdir "$rb_dir" 2>/dev/null || [ -d "$rb_dir" ] || { rb_say "nofolder $rb_dir"; rb_end; }
# In memory where the host has such a place, so that what lies on the disk is worthless without it.
for rb_place in /run /dev/shm "$rb_dir"; do
  if [ -d "$rb_place" ] && [ -w "$rb_place" ]; then break; fi
done
rb_key=$rb_place/runbook-ssm-$rb_session.key
if [ ! -s "$rb_key" ]; then openssl rand -hex 32 >"$rb_key.$$" 2>/dev/null && mv "$rb_key.$$" "$rb_key"; fi
printf %s "$rb_public" | base64 -d >"$rb_dir/public"
rb_wrapped=$(openssl pkeyutl -encrypt -pubin -inkey "$rb_dir/public" -pkeyopt rsa_padding_mode:oaep -in "$rb_key" | base64 | tr -d '\n')
rm -f "$rb_dir/public"
if [ -z "$rb_wrapped" ]; then rb_say "nokey"; rb_end; fi
rb_say "session $(id -un) $rb_dir $rb_key $rb_wrapped"
rb_end
