package dev.runbook.plugins.postgres

import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.model.Secret
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** Two real PostgreSQL servers with Debian's own client tools; skipped where they are not installed, unless RUNBOOK_REQUIRE_REAL_TOOLS=1. */
@Requires({ Cluster.there() })
class PostgresSpec extends Specification {
    static final TARGETS = """
        targets { host 'here'; database 'source', access: 'read'; database 'destination' }
    """
    static final DATABASE = "chat o'ne"

    @Shared
    Cluster old = new Cluster()
    @Shared
    Cluster fresh = new Cluster()
    @TempDir
    Path folder
    Rehearsal rehearsal

    def setup() {
        rehearsal = new Rehearsal(folder)
            .database('source', url: old.url(DATABASE), user: 'chat', password: Secret.of('p', Cluster.PASSWORD))
            .database('destination', url: fresh.url(DATABASE), user: 'chat', password: Secret.of('p', Cluster.PASSWORD))
        rehearsal.access.source = 'read'
        [old, fresh].each {
            it.execute('postgres', "drop database if exists \"$DATABASE\" with (force)", "create database \"$DATABASE\" template template0 encoding 'UTF8' locale 'C'")
        }
        old.execute(DATABASE, *FILL)
    }

    static final List<String> FILL = [
        'create schema "my schema"',
        '''create table "my schema"."o'ne" ("the id" serial primary key, "text" text, score double precision, at timestamptz, extra jsonb, "a.b" numeric(10, 3))''',
        '''insert into "my schema"."o'ne" ("text", score, at, extra, "a.b") select case when n % 7 = 0 then null else 'message "' || n || E'" with \\'quotes\\', ünï\\n' end, n / 7.0, '2018-08-08 14:23:54+02'::timestamptz + n * interval '1 s', '{"n": [1, 2]}', n / 3.0 from generate_series(1, 500) n''',
        'create table "muc-2018.08" (id bigint generated always as identity, body text)',
        "insert into \"muc-2018.08\"(body) select repeat('x', 100) from generate_series(1, 200)",
        'create table empty(id int primary key)',
        'create table "no columns"()',
        'create table doubled(k int)',
        'insert into doubled values (1), (1), (2)',
        'create table parts(id int, day date) partition by range (day)',
        "create table parts_1 partition of parts for values from ('2020-01-01') to ('2021-01-01')",
        "insert into parts values (1, '2020-02-02')",
        'create table big(id int, bytes bytea)',
        "insert into big select 1, convert_to(repeat('0123456789', 1000000), 'UTF8')",
        'create sequence free_standing',
        "select setval('free_standing', 41)",
        'create view seen as select * from doubled',
        'create materialized view counted as select count(*) as n from doubled',
        "create function two() returns int language sql as 'select 2'",
        "select lo_from_bytea(4711, convert_to(repeat('large object', 100), 'UTF8'))",
    ]

    def "a database is dumped, wiped, restored and found the same, and the password is nowhere to be seen"() {
        when:
        def end = rehearsal.run TARGETS + '''
            def before = step('before', guard: true) { postgres('source').verifyFits('destination'); postgres('source').census() }
            step('dump') { onHost('here') { postgres('source').dump('chat of today.dump') } }
            destructive('wipe', type: 'chat') { postgres('destination').wipe() }
            step('restore') { onHost('here') { postgres('destination').restore('chat of today.dump') } }
            step('after') {
                def after = postgres('destination').census(jobs: 3)
                verifySame('tables', before().tables, after.tables)
                verifySame('everything', before(), after)
                after
            }
        '''

        then:
        end.why() == null
        end.outcome() == 'done'
        def census = rehearsal.result('after')
        census.tables.keySet() == ["my schema.o'ne", 'public."muc-2018.08"', 'public.empty', 'public.no columns', 'public.doubled', 'public.parts_1', 'public.big', 'public.counted'] as Set
        census.tables['public.empty'] == [rows: 0, hash: '0' * 32]
        census.tables["my schema.o'ne"].rows == 500
        census.sequences['public.free_standing'] == [last: 41, called: true]
        census.behind == []
        census.objects.views == 1
        census.largeObjects.rows == 1
        rehearsal.result('dump').tables == 8
        rehearsal.result('restore').bytes > 100_000
        !rehearsal.everything().contains('hunter22')
        Files.getPosixFilePermissions(folder.resolve('chat of today.dump'))*.name() as Set == ['OWNER_READ', 'OWNER_WRITE'] as Set
        rehearsal.entries.any { it.kind().name() == 'MILESTONE' && it.text('name') == 'processing data for table' }
    }

    def "it is dumped in parallel into a folder, and restored so"() {
        when:
        def end = rehearsal.run TARGETS + '''
            step('dump') { onHost('here') { postgres('source').dump('dump', jobs: 3) } }
            step('restore') { onHost('here') { postgres('destination').restore('dump', jobs: 2) } }
            step('same') { verifySame('all', postgres('source').census(), postgres('destination').census()) }
        '''

        then:
        end.why() == null
        Files.isDirectory(folder.resolve('dump'))
    }

    def "it is copied without a file between the servers, progress counts the bytes"() {
        when:
        def end = rehearsal.run TARGETS + '''
            step('copy') { onHost('here') { postgres('source').copyTo('destination') } }
            step('same') { verifySame('all', postgres('source').census(), postgres('destination').census()) }
        '''

        then:
        end.why() == null
        folder.toFile().list() as Set == ['test.groovy', 'jobs'] as Set
        rehearsal.effects().any { it.startsWith('job here: ') && it.contains('PGPASSWORD=•••• pg_dump') }
    }

    def "a restore over a database that is not empty is refused, and nothing is doubled"() {
        given:
        fresh.execute(DATABASE, 'create table doubled(k int)', 'insert into doubled values (9)')

        when:
        def end = rehearsal.run TARGETS + "step('copy') { onHost('here') { postgres('source').copyTo('destination') } }"

        then:
        end.outcome() == 'failed'
        end.why().contains('the database is not empty: 1 tables, views and sequences, such as public.doubled')
        end.why().contains('Wipe it first')
        fresh.value(DATABASE, 'select sum(k) from doubled') == 9
    }

    def "a copy that fails half-way leaves nothing behind"() {
        given: 'a table that the destination cannot make'
        old.execute('postgres', "do \$\$ begin create role stranger; exception when duplicate_object then null; end \$\$")
        old.execute(DATABASE, 'create table zebra(id int)', 'alter table zebra owner to stranger')

        when:
        def end = rehearsal.run TARGETS + "step('copy') { onHost('here') { postgres('source').copyTo('destination', owners: true) } }"

        then:
        end.outcome() == 'failed'
        end.why().contains('role "stranger" does not exist')
        fresh.value(DATABASE, "select count(*) from pg_class where relname = 'doubled'") == 0
    }

    def "a pg_dump that fails at its very end is noticed, although pg_restore was content"() {
        given:
        def tools = Files.createDirectory(folder.resolve('tools'))
        ['psql', 'pg_restore'].each { Files.createSymbolicLink(tools.resolve(it), new File(Cluster.bin(), it).toPath()) }
        tools.resolve('pg_dump').toFile().with {
            text = "#!/bin/sh\n${new File(Cluster.bin(), 'pg_dump')} \"\$@\" || exit\ncase \$1 in --version) ;; *) exit 1 ;; esac\n"
            executable = true
        }

        when:
        def end = rehearsal.run TARGETS + "step('copy') { onHost('here') { postgres('source').copyTo('destination', tools: '$tools') } }"

        then:
        end.outcome() == 'failed'
        end.why().contains('pg_dump failed: what was restored is not whole')
    }

    def "the census tells a changed value, a doubled row and a missing one, whatever their order"() {
        given:
        def change = { String name, String... statements ->
            "step('$name') { ${statements.collect { "sql('destination').execute('$it')" }.join('; ')}; postgres('destination').census().tables['public.doubled'] }\n"
        }

        when:
        def end = rehearsal.run TARGETS + "step('original') { postgres('source').census().tables['public.doubled'] }\n" +
            change('same, in another order', 'create table doubled(k int)', 'insert into doubled values (2), (1), (1)') +
            change('value', 'update doubled set k = 3 where k = 2') +
            change('swapped', 'update doubled set k = 2', 'update doubled set k = 1 where ctid = (select min(ctid) from doubled)') +
            change('row more', 'insert into doubled values (1)', 'insert into doubled values (1)') +
            change('rows less', 'delete from doubled where k = 1')
        def original = rehearsal.result('original')

        then:
        end.why() == null
        rehearsal.result('same, in another order') == original
        ['value', 'swapped', 'row more', 'rows less'].every { rehearsal.result(it).hash != original.hash }
        ['swapped'].every { rehearsal.result(it).rows == original.rows }
    }

    def "a sequence that would give a number again is named, free-standing ones where the operator says their columns"() {
        given:
        old.execute(DATABASE, '''select setval('"my schema"."o''ne_the id_seq"', 3)''', "insert into empty values (50)")

        when:
        def end = rehearsal.run TARGETS + "step('count') { postgres('source').census(sequences: ['public.free_standing': 'public.empty.id']).behind }"

        then:
        end.why() == null
        rehearsal.result('count') == ["my schema.o'ne_the id_seq gives 4 next, and my schema.o'ne.the id goes up to 500",
                                      'public.free_standing gives 42 next, and public.empty.id goes up to 50']
    }

    def "what is not in the catalogue is an error: #options"() {
        expect:
        rehearsal.run(TARGETS + "step('count') { postgres('source').census($options) }").why().contains(message)

        where:
        options                                        | message
        "schema: 'missing'"                            | "there is no schema 'missing'; found [my schema, public]"
        "exclude: ['public.nothing']"                  | 'there is no table [public.nothing]'
        "sequences: ['public.nix': 'public.empty.id']" | "there is no sequence 'public.nix'; found"
        "sequences: ['public.nix': 'id']"              | "expected a column such as 'users.id'"
    }

    def "databases that do not fit are told apart before anything is moved"() {
        given:
        fresh.execute('postgres', "drop database \"$DATABASE\"", "create database \"$DATABASE\" template template0 encoding 'UTF8' locale 'C.UTF-8'",
            "alter database \"$DATABASE\" set search_path = mattermost")

        when:
        def end = rehearsal.run TARGETS + "step('fit') { postgres('source').verifyFits('destination') }"

        then:
        end.outcome() == 'failed'
        end.why().contains('order of text (LC_COLLATE): C → C.UTF-8')
        end.why().contains('no setting of the destination database itself: [search_path=mattermost]')
        !end.why().contains('encoding')

        when:
        def other = new Rehearsal(folder)
        other.databases.putAll(rehearsal.databases)
        other.databases.destination = other.databases.source

        then:
        other.run(TARGETS + "step('fit') { postgres('source').verifyFits('destination') }").why().contains('are one and the same database')
    }

    def "a wipe by schema keeps owner and grants, and is refused while somebody is connected"() {
        given:
        fresh.execute('postgres', "do \$\$ begin create role reader; exception when duplicate_object then null; end \$\$")
        fresh.execute(DATABASE, 'create schema "my schema"', 'grant usage on schema "my schema" to reader', 'create table "my schema".t(id int)', 'create table stays(id int)')
        def wipe = TARGETS + "destructive('wipe', type: 'x') { postgres('destination').wipe(schema: 'my schema') }"

        expect:
        rehearsal.run(wipe).why() == null
        rehearsal.result('wipe') == [tables: 1]
        fresh.value(DATABASE, "select has_schema_privilege('reader', 'my schema', 'usage') and not has_schema_privilege('reader', 'my schema', 'create')")
        fresh.value(DATABASE, "select count(*) from pg_class where relname in ('t', 'stays')") == 1

        when:
        def end = fresh.connect(DATABASE).withCloseable {
            new Rehearsal(folder).tap { it.databases.putAll(rehearsal.databases) }.run(wipe)
        }

        then:
        end.why().contains('expected that nobody is connected to database \'destination\'')
        end.why().contains('(user chat) from 127.0.0.1')
    }

    def "an archive that is there already is not taken for this run's, and tools that do not fit are refused by name"() {
        given:
        folder.resolve('chat.dump').toFile().text = 'of the last rehearsal'
        def tools = Files.createDirectory(folder.resolve('tools')).toFile()
        ['pg_dump', 'pg_restore', 'psql'].each { name -> new File(tools, name).with { it.text = "#!/bin/sh\necho '$name (PostgreSQL) 9.6.24'\n"; it.executable = true } }

        expect:
        rehearsal.run(TARGETS + "step('dump') { onHost('here') { postgres('source').dump('chat.dump') } }").why().contains('chat.dump is there already')
        folder.resolve('chat.dump').toFile().text == 'of the last rehearsal'

        when:
        def end = new Rehearsal(folder).tap { it.databases.putAll(rehearsal.databases) }
            .run(TARGETS + "step('dump') { onHost('here') { postgres('source').dump('other.dump', tools: '$tools') } }")

        then:
        end.why().contains("no client tools on host 'here' can dump PostgreSQL ${old.value('postgres', 'show server_version').toString().tokenize()[0]}")
        end.why().contains("found 9.6.24 ($tools)")
        end.why().contains('Nothing was written')
    }

    def "whether tools that fit are there can be asked beforehand"() {
        given:
        def tools = Files.createDirectory(folder.resolve('tools')).toFile()
        ['pg_dump', 'pg_restore', 'psql'].each { name -> new File(tools, name).with { it.text = "#!/bin/sh\necho '$name (PostgreSQL) 99.1'\n"; it.executable = true } }

        when:
        def end = rehearsal.run(TARGETS + """
            step('there') { onHost('here') { [postgres('source').tools('dump'), postgres('destination').tools('restore'), postgres('source').tools('dump', tools: '$tools')] } }
            step('too new') { onHost('here') { postgres('destination').tools('restore', tools: '$tools') } }
        """)

        then:
        rehearsal.result('there')[0..1].every { it ==~ /\d+\.\d+/ }
        rehearsal.result('there')[2] == '99.1'
        end.path() == 'too new'
        end.why().contains("no client tools on host 'here' can restore into PostgreSQL")
    }

    def "an address that leads to another server is noticed before anything is written"() {
        expect:
        rehearsal.run(TARGETS + "step('copy') { onHost('here') { postgres('source').copyTo('destination', toAt: '127.0.0.1:${old.port}') } }").why()
            .contains("leads to another server or database than the one that database 'destination' of lab.yaml:7 is")
    }

    def "a dry run shows every command and touches nothing"() {
        when:
        def failures = rehearsal.dry TARGETS + '''
            def before = step('before') { postgres('source').census().tables }
            destructive('wipe', type: 'chat') { postgres('destination').wipe(schema: 'public') }
            step('dump') { onHost('here') { postgres('source').dump("chat-${run.id}.dump", jobs: 2) } }
            step('restore') { onHost('here') { postgres('destination').restore("chat-${run.id}.dump", role: 'synapse_user') } }
            step('same') { verifySame('tables', before(), postgres('destination').census().tables) }
        '''

        then:
        failures == 0
        rehearsal.effects().any { it.startsWith('postgres.wipe destination: drop schema public of database') }
        rehearsal.effects().any { it.contains('PGPASSWORD=•••• pg_dump --dbname=') && it.contains('--format=directory --jobs=2') }
        rehearsal.effects().any { it.contains('pg_restore --exit-on-error') && it.contains('--role=synapse_user') }
        !rehearsal.everything().contains('hunter22')
    }

    def "the check knows what each word does to which database: #script"() {
        expect:
        rehearsal.check(TARGETS + script) == problems

        where:
        script                                                                                   | problems
        "step('x') { onHost('here') { postgres('source').restore('x') } }"                        | ["'postgres(…).restore' writes, and targets declares database 'source' with access: 'read'"]
        "step('x') { onHost('here') { postgres('destination').copyTo('source') } }"               | ["'postgres(…).copyTo' writes, and targets declares database 'source' with access: 'read'"]
        "step('x') { onHost('here') { postgres('source').dump('x') } }"                           | []
        "step('x') { postgres('source').dump('x') }"                                              | ["'postgres(…).dump' belongs inside onHost('…') { }"]
        "step('x') { postgres('destination').wipe() }"                                            | ["'postgres(…).wipe' belongs in destructive(NAME, type: …) { }"]
        "step('x') { tidy() }\ndef tidy() { postgres('destination').wipe() }"                     | ["the helper 'tidy' uses 'postgres(…).wipe', so it belongs in destructive(NAME, type: …) { }"]
        "destructive('x', type: 'y') { tidy() }\ndef tidy() { postgres('destination').wipe() }"   | []
        "step('x') { verify('x') { onHost('here') { postgres('destination').restore('x').tables == 1 } } }" | ["'postgres(…).restore' writes, and verify { condition } may only read"]
        "step('x') { postgres('source').verifyFits('elsewhere') }"                                | ["database 'elsewhere' is not declared in targets (declared: destination, source)"]
    }

    def "a database that is only read cannot be written to either where the check could not know"() {
        expect:
        rehearsal.run(TARGETS + "def name = 'source'\nstep('write') { onHost('here') { postgres(name.toString()).restore('x') } }").why().contains("access: 'read'")
    }
}
