-- The old server's data, in the spirit of the product: the real one is MySQL, and keeps its history outside of it.
-- Flags are small integers, as MySQL's are.
create table users (
    id integer primary key, email text not null unique, name text not null, mention_name text not null, title text not null,
    timezone text not null, account_type text not null, is_deleted smallint not null, created timestamp not null);
create table rooms (
    id integer primary key, name text not null, topic text not null, privacy text not null, owner_id integer not null,
    is_archived smallint not null, is_deleted smallint not null, created timestamp not null);
create table room_members (room_id integer not null, user_id integer not null, primary key (room_id, user_id));
create table messages (
    id bigserial primary key, kind text not null, room_id integer, sender_id integer not null, receiver_id integer,
    body text not null, attachment text, sent timestamp not null);
create index on messages (room_id);
create index on messages (sender_id);
create index on messages (receiver_id);
create table emoticons (id integer primary key, shortcut text not null, file text not null);
create table preferences (user_id integer primary key, autojoin text not null, theme text not null);

insert into users
    select i, 'user' || i || '@example.com', 'User ' || chr(64 + (i % 26) + 1) || i, 'user' || i, 'Colleague', 'UTC',
           case when i = 1 then 'admin' when i % 10 = 0 then 'guest' else 'user' end, case when i % 7 = 0 then 1 else 0 end,
           timestamp '2014-05-01' + i * interval '1 day'
    from generate_series(1, :users) i;
insert into rooms
    select i, 'Room ' || i, 'Topic of room ' || i, case when i % 3 = 0 then 'private' else 'public' end, 1 + i % :users,
           case when i % 4 = 0 then 1 else 0 end, case when i % 5 = 0 then 1 else 0 end, timestamp '2014-06-01' + i * interval '1 day'
    from generate_series(1, :rooms) i;
insert into room_members
    select r, 1 + (r + u) % :users from generate_series(1, :rooms) r, generate_series(1, least(:users, 8)) u;
-- Two thirds in rooms, one third between two people, over five months.
insert into messages (kind, room_id, sender_id, receiver_id, body, sent)
    select case when i % 3 < 2 then 'room' else 'private' end,
           case when i % 3 < 2 then 1 + (i / 3) % :rooms end,
           1 + i % :users,
           case when i % 3 = 2 then 1 + (i + 1 + (i / 7) % (:users - 1)) % :users end,
           'Message ' || i || ' with "quotes" and \ — ünïcödé',
           timestamp '2017-11-15' + i * (interval '140 days' / :messages)
    from generate_series(1, :messages) i;
insert into emoticons select i, 'custom' || i, 'custom' || i || '.png' from generate_series(1, 3) i;
insert into preferences
    select i, '1,' || 1 + i % :rooms, case when i % 2 = 0 then 'dark' else 'light' end from generate_series(1, :users) i;
