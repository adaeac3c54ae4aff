package dev.runbook.lab

import dev.runbook.engine.spi.Laboratory
import dev.runbook.lab.hipchat.HipChatSite
import dev.runbook.lab.server.HostFolder
import dev.runbook.testing.amazon.FakeAmazon
import dev.runbook.testing.amazon.FakeEc2
import java.nio.file.Files
import java.nio.file.Path

/** The laboratory of HipChat at Amazon: the name in Route 53, the archive on a volume that changes machines, the share on EFS, the nodes behind a load balancer. */
class LabAmazon implements AutoCloseable {
    static final ZONE = 'Z0EXAMPLECOM'
    static final NAME = 'chat.example.com'

    final FakeAmazon amazon = new FakeAmazon()
    private final HipChatSite site
    private final Path volume

    LabAmazon(HipChatSite site, Path folder) {
        this.site = site
        volume = folder.resolve('volume')
        FakeEc2.patience = 0
        System.setProperty('aws.accessKeyId', 'AKIDEXAMPLE')
        System.setProperty('aws.secretAccessKey', 'example')
        amazon.route53.looks = 0
        amazon.efs.patience = 0
        amazon.route53.zones << ["${NAME - 'chat.'}.".toString(), ZONE, false]
        amazon.route53.put(ZONE, "${NAME}.", 'A', "<Name>${NAME}.</Name><Type>A</Type><TTL>3600</TTL><ResourceRecords><ResourceRecord><Value>192.0.2.1</Value></ResourceRecord></ResourceRecords>")
        amazon.ec2.instance('i-1', 'old')
        amazon.ec2.instance('i-2', 'node1')
        amazon.ec2.volume('vol-7')
        amazon.ec2.answer('AttachVolume', [VolumeId: 'vol-7', InstanceId: 'i-1', Device: '/dev/sdf'])
        amazon.efs.system('fs-1')
        amazon.elb.targets['i-2'] = 9
        site.names().follow(NAME) { record.contains('<AliasTarget>') ? ['127.0.0.1'] : ['192.0.2.1'] }
        stand()
    }

    /** What mounts and unmounts a volume: its content goes from folder to folder. */
    private void stand() {
        stub(site.source().folder(), 'mountpoint', "[ ! -e '$volume' ]")
        stub(site.source().folder(), 'umount', "mkdir '$volume' && mv \"\$1\"/* '$volume'")
        stub(site.destination().folder(), 'mountpoint', '[ "$2" = file_share ]')
        stub(site.destination().folder(), 'mount', "cp -R '$volume'/. \"\$2\"")
    }

    private static void stub(HostFolder host, String name, String does) {
        host.script("bin/$name", "#!/bin/sh\n$does\n")
    }

    Rehearsal rehearsal(Path folder) {
        def inventory = Files.writeString(site.inventory().resolveSibling('amazon.yaml'),
            Files.readString(site.inventory()).replaceFirst(/(?m)^( +)hosts:$/, "\$1aws: { account: { region: eu-central-1, endpoint: \"${amazon.endpoint}\" } }\n\$1hosts:"))
        def started = [inventory: { inventory }, people: { step, say -> site.people(step, say) }, close: { }] as Laboratory.Started
        SharedLab.rehearsal(started, folder).with('carry', 'volume').with('carrierVolume', 'vol-7').with('sourceMachine', 'old').with('destinationMachine', 'node1')
            .with('dnsZone', NAME - 'chat.').with('loadBalancerZone', 'Z215JYRZR1TBD5').with('shareFileSystem', 'fs-1').with('targetGroup', 'chat')
            .replacing('exists(volume.byId)', "volume.id == 'vol-7'")
    }

    /** The record of the name, as it is now. */
    String getRecord() {
        amazon.route53.records[[ZONE, "${NAME}.".toString(), 'A', '']]
    }

    @Override
    void close() {
        [site.source(), site.destination()].each { host -> ['mountpoint', 'umount', 'mount'].each { Files.deleteIfExists(host.folder().root().resolve("bin/$it")) } }
        volume.toFile().deleteDir()
    }
}
