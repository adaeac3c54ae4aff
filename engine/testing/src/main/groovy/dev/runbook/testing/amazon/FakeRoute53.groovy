package dev.runbook.testing.amazon

import groovy.xml.XmlSlurper

/** Hosted zones with record sets; a change is PENDING for two looks. */
class FakeRoute53 {
    static final String NAMESPACE = 'https://route53.amazonaws.com/doc/2013-04-01/'
    /** How often a change is seen pending. */
    int looks = 2

    /** Name, id, and whether it is private. */
    final List<List> zones = [['example.org.', 'Z0123456789ABC', false], ['example.org.', 'Z0PRIVATE00', true], ['example.net.', 'Z0123456789NET', false]]
    /** By zone, name, type and set identifier: the content of the element, as it was sent. */
    final Map<List<String>, String> records = [:]
    final Map<String, Integer> changes = [:]
    /** What a record was made, the newest last: the content of the element, as it was sent. */
    final List<String> history = []

    String action(String method, String path) {
        path.contains('/change/') ? 'GetChange' : path.endsWith('hostedzonesbyname') ? 'ListHostedZonesByName' : method == 'POST' ? 'ChangeResourceRecordSets' : 'ListResourceRecordSets'
    }

    void put(String zone, String name, String type, String content, String set = '') {
        records[[zone, name, type, set]] = content
    }

    String answer(String action, String path, String query, String body) {
        def asked = (query ?: '').tokenize('&').collectEntries { it.split('=', 2) as List }
        switch (action) {
            case 'ListHostedZonesByName': return byName(asked.dnsname as String)
            case 'GetChange': return change(path.tokenize('/').last())
            case 'ListResourceRecordSets': return list(path.tokenize('/')[2], asked.name as String, asked.type as String)
            default: return changed(path.tokenize('/')[2], body)
        }
    }

    private String byName(String name) {
        "<ListHostedZonesByNameResponse xmlns=\"$NAMESPACE\"><HostedZones>" + zones.findAll { it[0] >= name }.collect {
            "<HostedZone><Id>/hostedzone/${it[1]}</Id><Name>${it[0]}</Name><CallerReference>c</CallerReference><Config><PrivateZone>${it[2]}</PrivateZone></Config></HostedZone>"
        }.join('') + '</HostedZones><IsTruncated>false</IsTruncated><MaxItems>100</MaxItems></ListHostedZonesByNameResponse>'
    }

    private String list(String zone, String name, String type) {
        known(zone)
        def found = records.findAll { it.key[0] == zone && (it.key[1] > name || it.key[1] == name && it.key[2] >= type) }
        "<ListResourceRecordSetsResponse xmlns=\"$NAMESPACE\"><ResourceRecordSets>" + found.sort { it.key.join(' ') }.values().collect { "<ResourceRecordSet>$it</ResourceRecordSet>" }.join('') +
            '</ResourceRecordSets><IsTruncated>false</IsTruncated><MaxItems>100</MaxItems></ListResourceRecordSetsResponse>'
    }

    private String changed(String zone, String body) {
        known(zone)
        def change = new XmlSlurper().parseText(body).ChangeBatch.Changes.Change
        def record = change.ResourceRecordSet
        def name = record.Name.text().replace('*', '\\052')
        def key = [zone, name.endsWith('.') ? name : name + '.', record.Type.text(), record.SetIdentifier.text()]
        def content = (body =~ /(?s)<ResourceRecordSet>(.*)<\/ResourceRecordSet>/)[0][1].replaceFirst(/<Name>.*?<\/Name>/, "<Name>${java.util.regex.Matcher.quoteReplacement(key[1])}</Name>")
        if (!record.AliasTarget.size() && !record.TTL.size()) {
            throw new FakeAmazon.Refused('InvalidInput', 'Invalid request: Missing field TTL')
        }
        if (change.Action.text() == 'DELETE') {
            if (records[key] != content) {
                throw new FakeAmazon.Refused('InvalidChangeBatch', "Tried to delete resource record set [name='$name'] but the values provided do not match the current values")
            }
            records.remove(key)
        } else {
            records[key] = content
            history << content
        }
        String id = "C${changes.size() + 1}"
        changes[id] = 0
        "<ChangeResourceRecordSetsResponse xmlns=\"$NAMESPACE\">${info(id)}</ChangeResourceRecordSetsResponse>"
    }

    private void known(String zone) {
        if (!zones.any { it[1] == zone }) {
            throw new FakeAmazon.Refused('NoSuchHostedZone', "No hosted zone found with ID: $zone", 404)
        }
    }

    private String change(String id) {
        changes[id]++
        "<GetChangeResponse xmlns=\"$NAMESPACE\">${info(id)}</GetChangeResponse>"
    }

    private String info(String id) {
        "<ChangeInfo><Id>/change/$id</Id><Status>${changes[id] < looks ? 'PENDING' : 'INSYNC'}</Status><SubmittedAt>2026-11-21T09:00:00Z</SubmittedAt></ChangeInfo>"
    }
}
