package dev.runbook.plugins.sql

import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.spi.Endpoint
import dev.runbook.engine.spi.TargetSpec
import spock.lang.Specification

class DatabaseSpec extends Specification {
    def "the server of #url is #host:#port"() {
        expect:
        database(url).endpoint() == new Endpoint(host, port)
        database(url).urlAt(new Endpoint('127.0.0.1', 4711)) == near

        where:
        url                                              | host      | port | near
        'jdbc:postgresql://db.example.org:5433/chat?a=b' | 'db.example.org' | 5433 | 'jdbc:postgresql://127.0.0.1:4711/chat?a=b'
        'jdbc:postgresql://db/chat'                      | 'db'      | 5432 | 'jdbc:postgresql://127.0.0.1:4711/chat'
        'jdbc:postgresql://[2001:db8::1]:5432/chat'      | '2001:db8::1' | 5432 | 'jdbc:postgresql://127.0.0.1:4711/chat'
        'jdbc:postgresql:chat'                           | 'localhost' | 5432 | 'jdbc:postgresql://127.0.0.1:4711/chat'
        'jdbc:postgresql:///chat'                        | 'localhost' | 5432 | 'jdbc:postgresql://127.0.0.1:4711/chat'
        'jdbc:mariadb://db:3307/chat'                    | 'db'      | 3307 | 'jdbc:mariadb://127.0.0.1:4711/chat'
        'jdbc:mysql://[::1]/chat?useSSL=false'           | '::1'     | 3306 | 'jdbc:mariadb://127.0.0.1:4711/chat?useSSL=false'
    }

    def "a tunnel leads to one server: #url is refused"() {
        when:
        database(url).endpoint()

        then:
        def error = thrown(RunbookException)
        error.message.contains('exactly one server')
        !error.message.contains('s3cret')

        where:
        url << ['jdbc:postgresql://a:1,b:2/chat?password=s3cret', 'jdbc:mariadb:replication://a,b/chat', 'jdbc:mariadb://address=(host=a)(port=1)/chat']
    }

    def "an unknown url is refused without showing what is in it"() {
        when:
        database('jdbc:oracle:thin://u:s3cret@h/x')

        then:
        def error = thrown(RunbookException)
        error.message.contains('lab.yaml:3')
        error.message.contains('jdbc:oracle:thin:…')
        !error.message.contains('s3cret')
    }

    def "messages show a url without its user and options"() {
        expect:
        database('jdbc:postgresql://h:1/chat?password=pa%20ss').with { [place(), urlPassword().get()] } == ['jdbc:postgresql://h:1/chat', 'pa ss']
    }

    private static Database database(String url) {
        Database.of(new TargetSpec('database', 'db', [url: url], 'lab.yaml:3', 'write'))
    }
}
