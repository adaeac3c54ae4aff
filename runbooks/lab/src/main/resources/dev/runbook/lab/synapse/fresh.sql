insert into users (name, password_hash, creation_ts, admin) values ('@ess-admin:example.org', 'unused', extract(epoch from now()), 1);
select setval('events_stream_seq', 3);
