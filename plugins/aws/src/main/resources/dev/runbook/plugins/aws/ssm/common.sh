umask 077
if [ ! -s "$rb_key" ] || [ ! -d "$rb_dir" ]; then rb_say nosession; rb_end; fi
c=$rb_dir/$rb_id
rb_seal() { gzip -c | openssl enc -aes-256-cbc -md sha256 -salt -pass file:"$rb_key" 2>/dev/null; }
rb_open() { openssl enc -d -aes-256-cbc -md sha256 -pass file:"$rb_key" 2>/dev/null | gzip -dc; }
rb_size() { if [ -e "$1" ]; then echo $(($(wc -c <"$1"))); else echo 0; fi; }
