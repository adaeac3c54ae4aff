package dev.runbook.testing.amazon

/** Shared file systems: a change of speed takes two looks, and cannot be taken back to provisioned at will. */
class FakeEfs {
    /** How often a change is seen going on. */
    int patience = 2
    final Map<String, Map> systems = [:]
    final Map<String, Integer> looks = [:].withDefault { 9 }

    String action(String method) {
        method == 'PUT' ? 'UpdateFileSystem' : 'DescribeFileSystems'
    }

    void system(String id, Map more = [:]) {
        systems[id] = [FileSystemId: id, Name: 'share', ThroughputMode: 'bursting', LifeCycleState: 'available', OwnerId: '1', CreationToken: 't', PerformanceMode: 'generalPurpose',
                       CreationTime: 1.7e9, NumberOfMountTargets: 1, Tags: [], SizeInBytes: [Value: 122406567936, Timestamp: 1.7e9]] + more
    }

    Map answer(String action, String path, Map asked) {
        if (action == 'DescribeFileSystems') {
            def all = systems.values().toList()
            all.each { it.LifeCycleState = looks[it.FileSystemId]++ < patience ? 'updating' : 'available' }
            return [FileSystems: all]
        }
        def system = systems[path.tokenize('/').last()]
        if (system.frozen) {
            throw new FakeAmazon.Refused('TooManyRequests', 'A 24-hour cool down period has not elapsed', 429)
        }
        looks[system.FileSystemId] = 0
        system.ThroughputMode = asked.ThroughputMode
        system.ProvisionedThroughputInMibps = asked.ProvisionedThroughputInMibps
        system
    }
}
