# Runs detached; its arguments: the folder, the file of the key, and the umask of the command.
c=$1 key=$2 mask=$3
umask 077
printf '%s\n' $$ >"$c/pid.new" && mv "$c/pid.new" "$c/pid" || exit 1
if [ -z "${HOME:-}" ]; then HOME=$(eval "echo ~$(id -un)"); export HOME; fi
rb_run() {
  s=0
  ( umask "$mask"; cd "$HOME" 2>/dev/null || cd /; exec /bin/sh -c "$(cat "$c/line")" ) >"$c/out" 2>"$c/err" || s=$?
  # A full disk passes; a lost status does not come back.
  until { echo $s >"$c/status.new" && mv "$c/status.new" "$c/status.known"; } 2>/dev/null; do
    [ -d "$c" ] || exit 0
    sleep 5
  done
}
if [ -e "$c/in" ]; then
  openssl enc -d -aes-256-cbc -md sha256 -pass file:"$key" -in "$c/in" 2>/dev/null | gzip -dc 2>/dev/null | rb_run
else
  rb_run </dev/null
fi
rm -f "$c/in" "$c/line"
mv "$c/status.known" "$c/status"
