# The start time of a process that lives; nothing where there is none. A zombie lives no more.
rb_start() {
  [ -n "$1" ] || return 0
  if [ -r /proc/self/stat ]; then
    { read -r rb_l <"/proc/$1/stat"; } 2>/dev/null || return 0
    set -- ${rb_l##*) }
    case $1 in Z | X) ;; *) shift 19; echo "$1" ;; esac
  else
    ps -o stat= -o lstart= -p "$1" 2>/dev/null | { read -r rb_z rb_l || :; case $rb_z in Z*) ;; *) echo "$rb_l" ;; esac; }
  fi
}
# What is another one after the host was started anew.
rb_boot() {
  if [ -r /proc/sys/kernel/random/boot_id ]; then cat /proc/sys/kernel/random/boot_id
  else sysctl -n kern.boottime 2>/dev/null || :; fi
}
# Reads who a file names: process, start time, boot.
rb_identity() { p= t= b=; { read -r p && read -r t && read -r b; } 2>/dev/null <"$1" || :; }
# Whether that process lives, and is not another one with its number.
rb_same() { [ -n "$p" ] && [ -n "$t" ] && [ "$b" = "$(rb_boot)" ] && [ "$t" = "$(rb_start "$p")" ]; }
# Whether anything of a process group lives.
rb_group() {
  if [ -r /proc/self/stat ]; then
    for rb_f in /proc/[0-9]*/stat; do
      { read -r rb_l <"$rb_f"; } 2>/dev/null || continue
      set -- "$1" ${rb_l##*) }
      if [ "$4" = "$1" ] && [ "$2" != Z ] && [ "$2" != X ]; then return 0; fi
    done
    return 1
  fi
  [ -n "$(ps -A -o pgid= -o stat= 2>/dev/null | while read -r rb_l rb_z; do case $rb_l:$rb_z in "$1":Z*) ;; "$1":*) echo "$1" ;; esac; done)" ]
}
# Whether the job in $j runs, or may yet begin; else rb_why says what became of it.
rb_alive() {
  rb_why=dead
  if [ -e "$j/pid" ]; then
    rb_identity "$j/pid"
    if rb_same; then return 0; fi
    if [ "$b" != "$(rb_boot)" ]; then rb_why=reboot; return 1; fi
    # What it has started may live on without it.
    [ -n "$p" ] && [ -z "$(rb_start "$p")" ] && rb_group "$p"
    return
  fi
  [ -d "$j/go" ] || return 0
  for rb_c in "$j"/pid.*; do
    if [ -e "$rb_c" ]; then rb_identity "$rb_c"; if rb_same; then return 0; fi; fi
  done
  # Whoever claimed it died before it ran anything.
  rb_why=unbegun
  [ -e "$j/pid" ]
}
