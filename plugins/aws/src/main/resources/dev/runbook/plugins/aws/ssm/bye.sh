rm -rf "$rb_dir" "$rb_dir".in.* "$rb_key"
rb_end
