# Ends every process with RUNBOOK_LAB=$1 in its environment. The mark is put together here, so that this script does not carry it itself.
mark="RUNBOOK_LAB=$1"
marked() {
    if [ -r /proc/self/environ ]; then
        grep -alsF -e "$mark" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3
    else
        ps -Axww -E -o pid=,command= | grep -F -e "$mark" | grep -v 'grep -F' | awk '{ print $1 }'
    fi
}
round=0
while [ "$round" -lt 100 ]; do
    pids=$(marked)
    [ -n "$pids" ] || exit 0
    kill -KILL $pids 2>/dev/null
    round=$((round + 1))
done
exit 1
