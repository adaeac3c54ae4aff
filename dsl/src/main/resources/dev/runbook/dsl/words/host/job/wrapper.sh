# Runs detached; its arguments: the folder, the command, and the shell to run it with.
j=$1 c=$2
shift 2
trap '' HUP
printf '%s\n' $$ "$(rb_start $$)" "$(rb_boot)" >"$j/pid.$$" || exit 0
mkdir "$j/go" 2>/dev/null || { rm -f "$j/pid.$$"; exit 0; }
mv "$j/pid.$$" "$j/pid" || exit 0
"$@" "$c" </dev/null >>"$j/out" 2>&1 && s=0 || s=$?
# A full disk passes; a lost status does not come back.
until { echo $s >"$j/status.new" && mv "$j/status.new" "$j/status"; } 2>/dev/null; do
  [ -d "$j" ] || exit 0
  sleep 5
done
