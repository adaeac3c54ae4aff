package dev.runbook.testing.amazon

import dev.runbook.testing.amazon.FakeAmazon.Refused

/** Machines, volumes and snapshots. What takes a while at Amazon takes two looks here; what Amazon refuses is refused. */
class FakeEc2 {
    /** How often a change is seen going on. */
    static int patience = 2

    /** Something that becomes something else when it was looked at often enough. */
    static class Thing {
        String id, state, next
        int looks = 0
        Map<String, Object> more = [:]

        void becomes(String now, String then) {
            state = now
            next = then
            looks = patience
        }

        String look() {
            if (next && looks-- <= 0) {
                state = next
                next = null
            }
            state
        }
    }

    final Map<String, Thing> instances = [:]
    final Map<String, Thing> volumes = [:]
    final Map<String, Thing> snapshots = [:]
    final Map<String, String> tokens = [:]

    Thing instance(String id, String name, String state = 'running', String zone = 'eu-central-1a') {
        instances[id] = new Thing(id: id, state: state, more: [name: name, type: 'm4.large', zone: zone, checks: 0])
    }

    Thing volume(String id, String zone = 'eu-central-1a', int gib = 8) {
        volumes[id] = new Thing(id: id, state: 'available', more: [zone: zone, gib: gib, tags: [:]])
    }

    String answer(String action, Map<String, String> asked) {
        "<${action}Response xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r</requestId>${this."$action"(asked)}</${action}Response>"
    }

    private Thing known(Map<String, Thing> things, String id, String code) {
        def thing = things[id]
        if (!thing) {
            throw new Refused(code, "The ID '$id' does not exist")
        }
        thing
    }

    private Thing machine(Map asked, String key) {
        known(instances, asked[key] as String, 'InvalidInstanceID.NotFound')
    }

    private Thing disk(Map asked, String key = 'VolumeId') {
        known(volumes, asked[key] as String, 'InvalidVolume.NotFound')
    }

    String DescribeInstances(Map asked) {
        def found = asked['InstanceId.1'] ? [machine(asked, 'InstanceId.1')] : instances.values().findAll { it.more.name == asked['Filter.1.Value.1'] }
        '<reservationSet>' + found.collect {
            def state = it.look()
            "<item><instancesSet><item><instanceId>$it.id</instanceId><instanceState><code>0</code><name>$state</name></instanceState><instanceType>$it.more.type</instanceType>" +
                "<placement><availabilityZone>$it.more.zone</availabilityZone></placement><privateIpAddress>10.0.0.5</privateIpAddress><tagSet><item><key>Name</key><value>$it.more.name</value></item></tagSet></item></instancesSet></item>"
        }.join('') + '</reservationSet>'
    }

    String DescribeInstanceStatus(Map asked) {
        def it = machine(asked, 'InstanceId.1')
        def status = it.more.checks++ < patience ? 'initializing' : 'ok'
        "<instanceStatusSet><item><instanceId>$it.id</instanceId><systemStatus><status>ok</status></systemStatus><instanceStatus><status>$status</status></instanceStatus></item></instanceStatusSet>"
    }

    String StopInstances(Map asked) {
        def it = machine(asked, 'InstanceId.1')
        if (it.state == 'terminated') {
            throw new Refused('IncorrectInstanceState', "This instance '$it.id' is not in a state from which it can be stopped.")
        }
        if (it.state == 'running') {
            it.becomes('stopping', 'stopped')
        }
        '<instancesSet/>'
    }

    String StartInstances(Map asked) {
        def it = machine(asked, 'InstanceId.1')
        if (it.state == 'stopping') {
            throw new Refused('IncorrectInstanceState', "The instance '$it.id' is not in a state from which it can be started.")
        }
        if (it.state == 'stopped') {
            it.more.checks = 0
            it.becomes('pending', 'running')
        }
        '<instancesSet/>'
    }

    String ModifyInstanceAttribute(Map asked) {
        def it = machine(asked, 'InstanceId')
        if (it.state != 'stopped') {
            throw new Refused('IncorrectInstanceState', "The instance '$it.id' is not in the 'stopped' state.")
        }
        it.more.type = asked['InstanceType.Value']
        '<return>true</return>'
    }

    String CreateVolume(Map asked) {
        def id = tokens[asked.ClientToken]
        if (!id) {
            id = tokens[asked.ClientToken] = "vol-${volumes.size() + 1}".toString()
            volume(id, asked.AvailabilityZone as String, (asked.Size ?: 8) as int).becomes('creating', 'available')
            volumes[id].more.tags = tags(asked)
        }
        shown(volumes[id])
    }

    private static Map tags(Map asked) {
        asked.findAll { it.key =~ /TagSpecification.1.Tag.\d+.Key/ }.collectEntries { [it.value, asked[(it.key as String).replace('Key', 'Value')]] }
    }

    private static String shown(Thing it) {
        "<volumeId>$it.id</volumeId><size>$it.more.gib</size><availabilityZone>$it.more.zone</availabilityZone><status>$it.state</status><volumeType>gp3</volumeType><tagSet>" +
            it.more.tags.collect { key, value -> "<item><key>$key</key><value>$value</value></item>" }.join('') + '</tagSet><attachmentSet>' +
            (it.more.at ? "<item><volumeId>$it.id</volumeId><instanceId>$it.more.at</instanceId><device>$it.more.device</device><status>${it.more.link.state}</status></item>" : '') + '</attachmentSet>'
    }

    String DescribeVolumes(Map asked) {
        def it = disk(asked, 'VolumeId.1')
        it.look()
        if (it.more.link?.look() == 'detached') {
            it.more.at = it.more.link = null
            it.state = 'available'
        }
        "<volumeSet><item>${shown(it)}</item></volumeSet>"
    }

    String AttachVolume(Map asked) {
        def it = disk(asked)
        def machine = machine(asked, 'InstanceId')
        if (it.more.at) {
            throw new Refused('VolumeInUse', "$it.id is already attached to an instance")
        }
        if (it.more.zone != machine.more.zone) {
            throw new Refused('InvalidVolume.ZoneMismatch', "The volume '$it.id' is not in the same availability zone as instance '$machine.id'")
        }
        it.state = 'in-use'
        it.more.at = machine.id
        it.more.device = asked.Device
        it.more.link = new Thing(id: it.id).tap { link -> link.becomes('attaching', 'attached') }
        '<status>attaching</status>'
    }

    String DetachVolume(Map asked) {
        def it = disk(asked)
        if (!it.more.at || it.more.at != asked.InstanceId) {
            throw new Refused('IncorrectState', "Volume '$it.id' is in the 'available' state.")
        }
        it.more.link.becomes('detaching', it.more.mounted ? 'busy' : 'detached')
        '<status>detaching</status>'
    }

    String CreateSnapshot(Map asked) {
        def it = disk(asked)
        def id = "snap-${snapshots.size() + 1}".toString()
        snapshots[id] = new Thing(id: id, more: [volume: it.id, gib: it.more.gib, tags: tags(asked)]).tap { made -> made.becomes('pending', 'completed') }
        "<snapshotId>$id</snapshotId><status>pending</status>"
    }

    String DescribeSnapshots(Map asked) {
        def found = asked['SnapshotId.1'] ? [known(snapshots, asked['SnapshotId.1'] as String, 'InvalidSnapshot.NotFound')] :
            snapshots.values().findAll { it.more.tags[(asked['Filter.1.Name'] as String).replace('tag:', '')] == asked['Filter.1.Value.1'] }
        '<snapshotSet>' + found.collect {
            def state = it.look()
            "<item><snapshotId>$it.id</snapshotId><volumeId>$it.more.volume</volumeId><status>$state</status><progress>${state == 'completed' ? 100 : 40}%</progress><volumeSize>$it.more.gib</volumeSize></item>"
        }.join('') + '</snapshotSet>'
    }
}
