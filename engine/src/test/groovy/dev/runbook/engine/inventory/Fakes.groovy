package dev.runbook.engine.inventory

import dev.runbook.engine.model.Secret
import dev.runbook.engine.spi.Key
import dev.runbook.engine.spi.Link
import dev.runbook.engine.spi.Notice
import dev.runbook.engine.spi.Notifier
import dev.runbook.engine.spi.TargetKind
import dev.runbook.engine.spi.TargetSpec
import dev.runbook.engine.spi.Transport
import java.util.function.Function

/** Kinds and transports such as plugins bring; none of them opens anything. */
class Fakes {
    static final List<TargetKind> KINDS = [
        new TargetKind('database', 'databases', [
            Key.required('url', String, 'the JDBC address'), Key.of('user', String, 'who logs in'),
            Key.of('password', Secret, 'the password'), Key.of('via', String, 'the host to go through')]),
        new TargetKind('redis', 'redis', [
            Key.required('address', String, 'host:port'), Key.of('password', Secret, 'the password'), Key.of('via', String, 'the host to go through')])]

    static final List<Transport> TRANSPORTS = [
        new FakeTransport(name: 'ssh', keys: [Key.of('keepAlive', Integer, 'seconds')], address: { it.text('address').orElse(it.name()) + ':' + it.number('port').orElse(22) }),
        new FakeTransport(name: 'local', keys: [], address: { 'here' })]

    static final List<Notifier> NOTIFIERS = [new FakeNotifier()]

    static class FakeNotifier implements Notifier {
        String name() { 'webhook' }

        List<Key> keys() { [Key.of('webhook', Object, 'the address that is told')] }

        void send(Notice notice, TargetSpec person) { throw new UnsupportedOperationException() }
    }

    static class FakeTransport implements Transport {
        String name
        List<Key> keys
        Closure<String> address

        String name() { name }

        List<Key> keys() { keys }

        Link link(TargetSpec host, Function<String, Link> hosts) { throw new UnsupportedOperationException() }

        String server(TargetSpec host) { address(host) }
    }
}
