rb_file=$c.in.$rb_number
printf %s "$rb_piece" | base64 -d >"$rb_file.$$" && mv "$rb_file.$$" "$rb_file" && rb_say "stored $(rb_size "$rb_file")"
rb_end
