#!/bin/sh
# The laboratory's systemctl: units under $HOME/etc/systemd/system, each one process of Type=notify that writes READY=1 into the file $NOTIFY.
umask 077
units=$HOME/etc/systemd/system
run=$HOME/run/systemd
mkdir -p "$run"
verb='' props='' value=no names='' now=no
while [ $# -gt 0 ]; do
    case "$1" in
        -p) props="$props $2"; shift ;;
        --property=*) props="$props ${1#*=}" ;;
        --value) value=yes ;;
        --now) now=yes ;;
        -*) ;;
        *) if [ -z "$verb" ]; then verb=$1; else names="$names ${1%.service}"; fi ;;
    esac
    shift
done

all() { cat "$units/$1.service" "$units/$1.service.d"/*.conf 2>/dev/null | sed -n "s/^$2=//p"; }

alive() {
    [ -f "$run/$1.pid" ] || return 1
    pid=$(cat "$run/$1.pid")
    kill -0 "$pid" 2>/dev/null || return 1
    ! grep -q '^State:[[:space:]]*Z' "/proc/$pid/status" 2>/dev/null
}

# A unit without a program of its own is up when the laboratory says so: a database server, say.
up() { alive "$1" || [ -e "$units/$1.up" ]; }

files() { all "$1" EnvironmentFile | sed 's/^-//'; }

start() {
    if [ -e "$units/$1.masked" ]; then echo "Failed to start $1.service: Unit $1.service is masked." >&2; return 1; fi
    if [ ! -f "$units/$1.service" ]; then echo "Failed to start $1.service: Unit $1.service not found." >&2; return 5; fi
    alive "$1" && return 0
    for each in $(all "$1" Requires) $(all "$1" BindsTo); do
        if ! up "${each%.service}"; then echo "Failed to start $1.service: Unit $each not found." >&2; return 5; fi
    done
    ready=$run/$1.ready
    rm -f "$ready"
    { all "$1" Environment | sed 's/^"\(.*\)"$/\1/'; files "$1" | while IFS= read -r file; do cat "$file" 2>/dev/null; echo; done; } >"$run/$1.env"
    (
        while IFS= read -r line; do
            case "$line" in [A-Za-z_]*=*) export "$line" ;; esac
        done <"$run/$1.env"
        cd "$(all "$1" WorkingDirectory)" || exit 1
        export NOTIFY="$ready"
        eval "set -- \"$1\" $(all "$1" ExecStart)"
        log=$run/$1.log
        shift
        exec "$@" </dev/null >>"$log" 2>&1
    ) &
    echo $! >"$run/$1.pid"
    while [ ! -e "$ready" ]; do
        if ! alive "$1"; then
            echo "Job for $1.service failed because the control process exited with error code. See \"journalctl -xeu $1.service\" for details." >&2
            return 1
        fi
        sleep 0.05
    done
}

stop() {
    alive "$1" || return 0
    kill -TERM "$pid" 2>/dev/null
    while alive "$1"; do sleep 0.05; done
}

show() {
    for each in $props; do
        case "$each" in
            EnvironmentFiles) found=$(files "$1" | sed 's/$/ (ignore_errors=no)/') ;;
            MainPID) found=0; alive "$1" && found=$pid ;;
            *) found=$(all "$1" "$each" | tr '\n' ' ' | sed 's/ $//') ;;
        esac
        if [ "$value" = yes ]; then echo "$found"; else echo "$each=$found"; fi
    done
}

# A machine that starts again starts what is enabled.
[ "$verb" != reboot ] || names=$(cd "$units" && for each in *.enabled; do [ ! -e "$each" ] || echo "${each%.enabled}"; done)

for name in $names; do
    case "$verb" in
        start | reboot) start "$name" ;;
        stop) stop "$name" ;;
        restart) stop "$name" && start "$name" ;;
        mask) : >"$units/$name.masked"; if [ "$now" = yes ]; then stop "$name"; fi ;;
        unmask) rm -f "$units/$name.masked" ;;
        is-active) if up "$name"; then echo active; else echo inactive; (exit 3); fi ;;
        show) show "$name" ;;
        enable) : >"$units/$name.enabled"; if [ "$now" = yes ]; then start "$name"; fi ;;
        disable) rm -f "$units/$name.enabled"; if [ "$now" = yes ]; then stop "$name"; fi ;;
        *) echo "the laboratory's systemctl does not know $verb" >&2; (exit 1) ;;
    esac || exit $?
done
