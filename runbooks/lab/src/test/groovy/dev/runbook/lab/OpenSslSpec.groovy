package dev.runbook.lab

import static dev.runbook.lab.SharedLab.run

import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification

/** The stand-in for openssl, which is last on a host's path, beside the real one. */
@Requires({ RealTools.here('openssl') })
class OpenSslSpec extends Specification {
    static final String OPTIONS = 'enc -aes-256-cbc -md md5 -pass env:P'

    @Shared host = SharedLab.get().source().folder()
    @Shared String real = run(host, 'command -v openssl').text.trim()
    @Shared String standIn = "'${host.root()}/bin-last/openssl'"

    def 'each opens what the other has sealed'() {
        when:
        def opened = run(host, "head -c $bytes /dev/urandom > plain && ${sealer(seal)} $OPTIONS -in plain 2>/dev/null"
                + " | ${sealer(open)} $OPTIONS -d 2>/dev/null | cmp - plain", [P: SharedLab.PASSPHRASE])

        then:
        opened.status == 0

        where:
        seal   | open   | bytes
        'real' | 'lab'  | 100_003
        'lab'  | 'real' | 100_003
        'lab'  | 'lab'  | 0
    }

    def 'a wrong passphrase and a torn end fail as with the real one'() {
        given:
        run(host, "head -c 5000 /dev/zero > plain && $real $OPTIONS -in plain -out sealed 2>/dev/null", [P: 'right'])

        expect:
        run(host, "${sealer(program)} $OPTIONS -d -in sealed >/dev/null", [P: 'wrong']).status == 1
        run(host, "head -c 4000 sealed | ${sealer(program)} $OPTIONS -d | wc -c", [P: 'right']).text.contains('3968')

        where:
        program << ['real', 'lab']
    }

    private String sealer(String which) {
        which == 'real' ? real : standIn
    }
}
