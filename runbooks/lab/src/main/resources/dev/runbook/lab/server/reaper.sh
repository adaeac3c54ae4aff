# Waits for the laboratory to say "closed", or for its end of the pipe to vanish with a killed JVM. Then nobody else can tidy up.
# $1 folder, $2 mark, $3 the sweep's script
trap '' INT TERM HUP
read -r word || word=dead
[ "$word" = closed ] && exit 0
sh -c "$3" sweep "$2"
for pid in "$1"/postgres/*/postmaster.pid "$1"/redis/redis.pid; do
    [ -f "$pid" ] && kill -TERM "$(head -n 1 "$pid")" 2>/dev/null
    [ -f "$pid" ] && kill -INT "$(head -n 1 "$pid")" 2>/dev/null
done
tries=0
while [ -e "$1/.laboratory" ] && [ "$tries" -lt 50 ]; do
    rm -rf "$1" 2>/dev/null || sleep 0.1
    tries=$((tries + 1))
done
