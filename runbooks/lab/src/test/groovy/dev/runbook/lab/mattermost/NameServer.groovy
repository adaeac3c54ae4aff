package dev.runbook.lab.mattermost

import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer

/** One record of one zone, as Amazon's Route 53 keeps it. */
class NameServer implements AutoCloseable {
    private static final String NAMESPACE = 'xmlns="https://route53.amazonaws.com/doc/2013-04-01/"'
    private static final String SYNCED = '<ChangeInfo><Id>/change/C1</Id><Status>INSYNC</Status><SubmittedAt>2026-11-21T09:00:00Z</SubmittedAt></ChangeInfo>'

    final String name
    /** What the record said, the newest last: {@code 300 192.0.2.1}. */
    final List<String> history = [].asSynchronized()
    private final HttpServer server = HttpServer.create(new InetSocketAddress('127.0.0.1', 0), 0)
    private volatile String record

    NameServer(String name, int ttl, String address) {
        this.name = name
        keep("<Name>${name}.</Name><Type>A</Type><TTL>$ttl</TTL><ResourceRecords><ResourceRecord><Value>$address</Value></ResourceRecord></ResourceRecords>")
        server.createContext('/') { answer(it) }
        server.start()
    }

    String getEndpoint() {
        "http://127.0.0.1:${server.address.port}"
    }

    private void keep(String content) {
        record = content
        history << "${content.find(/<TTL>(\d+)/) { it[1] }} ${content.find(/<Value>([^<]+)/) { it[1] }}".toString()
    }

    private void answer(HttpExchange exchange) {
        def body = exchange.requestBody.getText('UTF-8')
        def path = exchange.requestURI.path
        if (exchange.requestMethod == 'POST') {
            keep(body.find(/(?s)<ResourceRecordSet>(.*)<\/ResourceRecordSet>/) { it[1] })
        }
        def said = path.endsWith('hostedzonesbyname') ? "<ListHostedZonesByNameResponse $NAMESPACE><HostedZones><HostedZone><Id>/hostedzone/Z0123456789</Id><Name>${name}.</Name><CallerReference>c</CallerReference><Config><PrivateZone>false</PrivateZone></Config></HostedZone></HostedZones><IsTruncated>false</IsTruncated><MaxItems>100</MaxItems></ListHostedZonesByNameResponse>" :
            path.contains('/change/') ? "<GetChangeResponse $NAMESPACE>$SYNCED</GetChangeResponse>" :
            exchange.requestMethod == 'POST' ? "<ChangeResourceRecordSetsResponse $NAMESPACE>$SYNCED</ChangeResourceRecordSetsResponse>" :
            "<ListResourceRecordSetsResponse $NAMESPACE><ResourceRecordSets><ResourceRecordSet>$record</ResourceRecordSet></ResourceRecordSets><IsTruncated>false</IsTruncated><MaxItems>100</MaxItems></ListResourceRecordSetsResponse>"
        def bytes = said.getBytes('UTF-8')
        exchange.responseHeaders.set('Content-Type', 'text/xml')
        exchange.sendResponseHeaders(200, bytes.length)
        exchange.responseBody.write(bytes)
        exchange.close()
    }

    @Override
    void close() {
        server.stop(0)
    }
}
