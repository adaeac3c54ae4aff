package dev.runbook.plugins.postgres

import static dev.runbook.plugins.postgres.Mariadb.TARGETS

import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** What is emptied, and what is not. */
class MysqlWipeSpec extends Specification {
    static final WIPE = TARGETS + "destructive('wipe', type: 'new') { mysql('destination').wipe() }\n"

    @TempDir
    Path folder

    def mariadb = Mariadb.get()
    Rehearsal rehearsal

    def setup() {
        rehearsal = mariadb.databases(folder)
    }

    def "a wipe leaves an empty database with the same order of text, and can be repeated where an attempt died in between"() {
        given:
        mariadb.execute('', "alter database new character set latin1 collate latin1_german1_ci")
        mariadb.execute('new', 'create table Users(id int primary key)', 'create table posts(id int, foreign key (id) references Users(id))', 'create view seen as select * from Users')

        when:
        def end = rehearsal.run WIPE + "step('facts') { mysql('destination').facts() }"

        then:
        end.why() == null
        rehearsal.result('wipe') == [tables: 2]
        rehearsal.result('facts').collate == 'latin1_german1_ci'
        rehearsal.result('facts').bytes == 0

        when: 'nobody ever saw the database that is to be wiped'
        mariadb.execute('', 'drop database new')

        then:
        mariadb.rehearsal(folder).run(WIPE).why().contains("there is no database 'new' on the server of database 'destination' (lab.yaml:7); create it first")

        when: 'this run saw it, and died between dropping it and making it again'
        rehearsal = mariadb.rehearsal(folder)
        mariadb.execute('', 'create database new collate latin1_bin')
        assert rehearsal.run(WIPE.replace(".wipe()", ".wipe(collate: 'no_such')")).outcome() == 'failed'

        then: 'it knows what to make'
        !mariadb.has('new')
        rehearsal.resume(WIPE).why() == null
        mariadb.has('new')
    }

    def "nothing is wiped while somebody is connected, unless they are to be thrown out"() {
        given:
        def other = mariadb.connect('new')
        mariadb.execute('new', 'create table users(id int)')

        when:
        def end = rehearsal.run WIPE

        then:
        end.why() =~ /expected that nobody is connected to database 'destination', found 1: root from .* \(Sleep\)\. Stop them, or say force: true/
        mariadb.has('new')

        when:
        end = mariadb.rehearsal(folder).run(WIPE.replace('wipe()', 'wipe(force: true)'))

        then:
        end.why() == null
        !other.isValid(1)
    }
}
