package dev.runbook.lab

import static dev.runbook.lab.SharedLab.execute

import dev.runbook.lab.synapse.SynapseSite
import dev.runbook.testing.RealTools
import groovy.json.JsonSlurper
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** What would stop the night, or spoil it, is found days before: nothing has happened by then, so all of these share one laboratory as it was at its start. */
@Requires({ RealTools.wanted('pg_dump', 'pg_restore', 'psql') })
class SynapsePreconditionsSpec extends Specification {
    private static final NIGHT = "// ─── The night"

    @TempDir
    Path folder

    @Shared
    SynapseSite site

    def setupSpec() {
        site = SharedSynapse.fresh()
    }

    /** Up to the evening: what is asked then is asked last. */
    private Rehearsal days() {
        def move = SharedSynapse.move(folder).without('pre-sync the media', 'no other media lie where they go', 'hold the media claim')
        move.script = move.script.substring(0, move.script.indexOf(NIGHT)) + "step('the evening') { verify('is here') { 1 == 2 } }\n"
        move.replacing("background('pre-sync again', every: '2h', until: 'stop Synapse')", "background('pre-sync again', every: '2h', until: 'the evening')").without('pre-sync again')
    }

    private void config(String file, Closure<String> change) {
        def path = site.old().folder().root().resolve("etc/$file")
        Files.writeString(path, change(Files.exists(path) ? Files.readString(path) : ''))
    }

    def 'with nothing in the way the evening comes'() {
        expect:
        days().run().path() == 'the evening'
    }

    def 'it is found before the outage: #why'() {
        given:
        set.call()

        when:
        def move = days()
        params.each { name, value -> move.with(name, value) }
        def end = move.run()

        then:
        end.why().contains(why)
        move.ledger.state().outages().isEmpty()

        cleanup:
        reset.call()

        where:
        why                                 | params                           | set                                                                                 | reset
        '1.100.0'                           | [:]                              | { site.ess().release('1.100.0', 94) }                                               | { site.ess().release('1.159.0', 94) }
        'other.example'                     | [:]                              | { name('other.example') }                                                           | { name('example.org') }
        'its login has passwords'           | [:]                              | { site.ess().delegates(true) }                                                      | { site.ess().delegates(false) }
        'no background update is left'      | [:]                              | { execute(site.source(), "insert into background_updates values ('slow', '{}', null, 1)") } | { execute(site.source(), 'delete from background_updates') }
        'users of a fresh installation'     | [:]                              | { execute(site.target(), NEW) }                                                     | { execute(site.target(), "delete from users where name like '@new%'") }
        'macaroon_secret_key is set'        | [guests: false]                  | { config('homeserver.yaml') { it.replace('macaroon_secret', '#').replace('registration_shared', '#') } } | { config('homeserver.yaml') { it.replaceFirst('#_key', 'macaroon_secret_key').replaceFirst('#_secret', 'registration_shared_secret') } }
        'every app_service_config_files'    | [appServices: []]                | { }                                                                                 | { }
        'media are on this host'            | [:]                              | { config('conf.d/media.yaml') { 'media_storage_providers: [ { module: s3_storage_provider.S3StorageProviderBackend } ]\n' } } | { config('conf.d/media.yaml') { '' } }
        'there is a provider'               | [mediaInS3: true]                | { }                                                                                 | { }
        'mailServer says'                   | [mailServer: '']                 | { }                                                                                 | { }
        'it answers there'                  | [mailServer: '127.0.0.1:1']      | { }                                                                                 | { }
        'within a minute'                   | [:]                              | { site.ess().clocks(Duration.ofHours(2)) }                                          | { site.ess().clocks(Duration.ZERO) }
        'on the old host'                   | [:]                              | { site.old().folder().room(10) }                                                    | { site.old().folder().room(0) }
        'in the PostgreSQL pod'             | [:]                              | { site.ess().room(10) }                                                             | { site.ess().room(0) }
        'can be masked'                     | [:]                              | { config('../run/in-etc') { '' } }                                                  | { Files.delete(site.old().folder().root().resolve('run/in-etc')) }
        'matrix-other runs'                 | [unit: 'matrix-other']           | { }                                                                                 | { }
        'guest token'                       | [:]                              | { config('homeserver.yaml') { it.replace('laboratory-macaroon-key', 'another') }; again() } | { config('homeserver.yaml') { it.replace('another', 'laboratory-macaroon-key') }; again() }
    }

    private static final NEW = "insert into users (name, creation_ts) select '@new' || n || ':example.org', 1 from generate_series(1, 9) n"

    private void name(String other) {
        execute(site.target(), "update users set name = '@ess-admin:$other'")
        site.ess().named(other)
        site.ess().restart()
    }

    private void again() {
        site.restart()
    }

    def 'it keeps the run waiting, before the outage: #what'() {
        given:
        set.call()

        when:
        def move = days()

        then:
        move.run().outcome() == 'waiting'
        move.output.any { it.contains(told) } || move.entries.any { it.data().toString().contains(told) }

        cleanup:
        site.ess().forgets()
        site.ess().federates(false)

        where:
        what                                                    | told                          | set
        'a signing key that did not reach ESS'                  | 'ESS shows the carried key'   | { site.ess().forgets('signing_key') }
        'old signing keys that did not reach ESS'               | 'ESS shows the old keys, too' | { site.ess().forgets('old_signing_keys') }
        'an ESS that talks to other servers before it may'      | 'federation is closed'        | { site.ess().federates(true) }
    }

    def 'an archive that the pg_restore of ESS would refuse is found before the outage'() {
        expect:
        NewerTools.onlyThese(days(), site.old().folder()).run().why().contains('pg_restore reads what pg_dump writes')
    }

    def 'on the evening it is asked again, since days have passed: #why'() {
        given:
        set.call()

        when:
        def move = SharedSynapse.move(folder).only('how much there is', 'both sides still fit')
        def end = newer ? NewerTools.onlyThese(move, site.old().folder()).run() : move.run()

        then:
        end.path() == 'both sides still fit'
        end.why().contains(why)

        cleanup:
        reset.call()

        where:
        why                                  | newer | set                                         | reset
        '1.100.0'                            | false | { site.ess().release('1.100.0', 94) }       | { site.ess().release('1.159.0', 94) }
        'no background update is left'       | false | { execute(site.source(), "insert into background_updates values ('slow', '{}', null, 1)") } | { execute(site.source(), 'delete from background_updates') }
        'pg_restore reads what'              | true  | { }                                         | { }
        'on the old host'                    | false | { site.old().folder().room(10) }            | { site.old().folder().room(0) }
        'federation is closed'               | false | { site.ess().federates(true) }              | { site.ess().federates(false) }
    }

    def 'media are not sent where there is no pod to take them, or no room; without asking, they fill its disk'() {
        when:
        def end = media('no other media lie where they go').run()

        then:
        end.why().contains('expected exactly one running pod')

        when:
        site.ess().room(2)
        def move = media('hold the media claim', 'pre-sync the media')
        end = move.run()

        then:
        end.path() == 'pre-sync the media'
        end.why().contains('there is room')

        when:
        move.rollback()
        move = media('hold the media claim', 'pre-sync the media').replacing("verify('there is room') { space(params.mediaAt).free >= size().media }", '')
        end = move.run()

        then:
        end.path() == 'pre-sync the media'
        end.why() =~ SynapseTrapsSpec.FULL

        cleanup:
        site.ess().room(0)
        move.rollback()
    }

    private Rehearsal media(String... steps) {
        SharedSynapse.move(folder).only('how much there is', *steps)
    }

    private Map published() {
        new JsonSlurper().parseText(SharedSynapse.page('/_matrix/key/v2/server').text) as Map
    }

    def 'where ESS keeps a key of its own, the old one becomes an old one, and stays until the window is over'() {
        given:
        def window = Instant.parse('2026-01-10T22:00:00Z').toEpochMilli()

        expect:
        days().with('newSigningKey', true).run().path() == 'the evening'
        published().verify_keys.keySet() == ['ed25519:0'] as Set
        published().old_verify_keys.keySet() == ['ed25519:a_older', 'ed25519:a_oldKey'] as Set
        published().old_verify_keys['ed25519:a_oldKey'].expired_ts > window

        when: 'somebody leaves it out'
        site.ess().forgets('old_signing_keys')
        def move = days().with('newSigningKey', true)

        then:
        move.run().outcome() == 'waiting'
        move.entries.any { it.data().toString().contains('ESS shows the old keys, too') }

        when: 'and nobody looks: what was signed before cannot be checked any more'
        move = days().with('newSigningKey', true).replacing(OLD_KEYS, '')

        then:
        move.run().path() == 'the evening'
        published().old_verify_keys == [:]

        cleanup:
        site.ess().forgets()
    }

    private static final OLD_KEYS = "    verify('ESS shows the old keys, too') { oldKeysOfEss(keysBefore()) == oldKeys(keysBefore()) }\n"

    private String carried(String key) {
        new String(site.ess().api().object('v1', 'secrets', 'ess', 'move-from-synapse').at("/data/$key").asText().decodeBase64())
    }

    def 'where macaroon_secret_key is unset the secret is carried that Synapse takes in its place; those in files are, too'() {
        given:
        config('homeserver.yaml') { it.replace('macaroon_secret_key', '#') }

        expect:
        days().with('guests', false).run().path() == 'the evening'
        carried('macaroon') == 'laboratory-registration'
        carried('form_secret') == 'laboratory-form-secret'
        carried('smtp_pass') == 'laboratory-mail-password'

        cleanup:
        config('homeserver.yaml') { it.replace('#', 'macaroon_secret_key') }
    }
}
