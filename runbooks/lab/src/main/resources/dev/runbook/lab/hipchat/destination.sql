-- What a fresh Data Center node has made of its empty database, after the first boot's wizard.
-- The monthly tables, "muc-2018.03" and "private-2018.03", come with the import.
create table users (
    id integer primary key, email text not null, name text not null, mention_name text not null, title text not null,
    timezone text not null, account_type text not null, is_deleted boolean not null, created timestamptz not null);
create table rooms (
    id integer primary key, name text not null, topic text not null, privacy text not null, owner_id integer not null,
    is_archived boolean not null, created timestamptz not null);
create table emoticons (id integer primary key, shortcut text not null, file text not null);
create table preferences (user_id integer primary key, autojoin text not null, theme text not null);
create table configurations (key text not null, value text not null);
insert into users values (1, 'wizard@example.com', 'First Admin', 'wizard', '', 'UTC', 'admin', false, now());
insert into configurations values ('fqdn', 'node1.internal'), ('licence', 'laboratory');
