package dev.runbook.plugins.aws

import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.Pending
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.model.Text
import dev.runbook.engine.spi.Place
import dev.runbook.plugins.aws.account.Clients
import dev.runbook.plugins.aws.account.Settings
import dev.runbook.plugins.aws.storage.Bucket
import dev.runbook.testing.BadNetwork
import dev.runbook.testing.BadNetwork.Fault
import dev.runbook.testing.Seeds
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.FileTime
import java.time.Instant
import software.amazon.awssdk.core.sync.RequestBody
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** Files and folders into buckets and back. */
class S3Spec extends Specification {
    static final int MIB = 1 << 20

    @Shared
    int buckets = 0
    @Shared
    Clients clients
    @TempDir
    Path folder
    FakeScope step
    String bucket
    @Shared
    String endpoint

    /** Of the server that speaks S3. */
    String endpoint() {
        Store.SERVER.endpoint
    }

    def setupSpec() {
        Credentials.given()
        endpoint = endpoint()
        clients = new Clients(new Settings('eu-central-1', null, URI.create(endpoint)))
    }

    def cleanupSpec() {
        clients.close()
    }

    def setup() {
        step = new FakeScope(endpoint: endpoint).host('source', folder)
        step.runbook = folder
        bucket = "b${++buckets}-${System.nanoTime()}"
        clients.s3().createBucket { it.bucket(bucket) }
    }

    def cleanup() {
        step.close()
    }

    def getS3() {
        step.aws().s3()
    }

    String url(String key = '') {
        "s3://$bucket/$key"
    }

    private byte[] file(String name, int size, int seed = 1) {
        def bytes = new byte[size]
        new Random(seed).nextBytes(bytes)
        def file = folder.resolve(name)
        Files.createDirectories(file.parent)
        Files.write(file, bytes)
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)))
        bytes
    }

    private byte[] content(String name) {
        Files.readAllBytes(folder.resolve(name))
    }

    static Place place(String path) {
        new Place('source', Text.of(path), null)
    }

    private byte[] object(String key) {
        clients.s3().getObjectAsBytes { it.bucket(bucket).key(key) }.asByteArray()
    }

    private List<String> keys() {
        s3.list(Text.of(url()))*.key
    }

    def 'a small file of a host goes there in one piece, and comes back'() {
        given:
        def bytes = file("it's a \$file", 1000)

        expect:
        checked(s3.put(from: place("it's a \$file"), to: url('a/b c'))) == [bytes: 1000, sent: 1000]
        object('a/b c') == bytes
        checked(s3.get(from: url('a/b c'), to: place('back/here'))) == [bytes: 1000, fetched: 1000]
        content('back/here') == bytes
        folder.resolve('back').toFile().list() == ['here']
    }

    /** That the content was compared, in the way that the store makes possible. */
    private static Map checked(Map result) {
        assert result.checked in ['sha256', 'md5']
        result.findAll { it.key != 'checked' }
    }

    def 'an empty file is a file'() {
        given:
        file('empty', 0)

        expect:
        s3.put(from: place('empty'), to: url('empty')).bytes == 0
        s3.get(from: url('empty'), to: 'back').bytes == 0
        Files.size(folder.resolve('back')) == 0
    }

    def 'a large file goes in parts, and comes back from either side'() {
        given:
        def bytes = file('big', 12 * MIB + 5)

        expect:
        checked(s3.put(from: place('big'), to: url('big'), part: 5)) == [bytes: 12 * MIB + 5, sent: 12 * MIB + 5]
        clients.s3().headObject { it.bucket(bucket).key('big') }.eTag().contains('-3')
        Arrays.equals(object('big'), bytes)
        checked(s3.get(from: url('big'), to: 'local', part: 5))
        Arrays.equals(content('local'), bytes)
        checked(s3.get(from: url('big'), to: place('remote'), part: 5))
        Arrays.equals(content('remote'), bytes)
    }

    def 'parts that an earlier attempt has sent are not sent again, those that differ are'() {
        given: 'an upload that ended after two of three parts, the second of which was of another content'
        def bytes = file('big', 11 * MIB)
        def id = clients.s3().createMultipartUpload { it.bucket(bucket).key('big') }.uploadId()
        [(1): Arrays.copyOf(bytes, 5 * MIB), (2): new byte[5 * MIB]].each { number, part ->
            clients.s3().uploadPart({ it.bucket(bucket).key('big').uploadId(id).partNumber(number) }, RequestBody.fromBytes(part))
        }

        when:
        def done = s3.put(from: from == 'host' ? place('big') : 'big', to: url('big'), part: 5)

        then:
        done.sent == 6 * MIB
        Arrays.equals(object('big'), bytes)

        where:
        from << ['host', 'here']
    }

    def 'a download goes on where it was'() {
        given:
        def bytes = file('big', 11 * MIB)
        s3.put(from: 'big', to: url('big'), part: 5)
        def etag = clients.s3().headObject { it.bucket(bucket).key('big') }.eTag().replace('"', '')
        Files.write(folder.resolve(".back.${etag.take(8)}.part"), Arrays.copyOf(bytes, 6 * MIB))

        expect: 'the part that was cut in the middle is fetched whole'
        s3.get(from: url('big'), to: to == 'host' ? place('back') : 'back', part: 5).fetched == 6 * MIB
        Arrays.equals(content('back'), bytes)

        where:
        to << ['host', 'here']
    }

    def 'what arrived otherwise than it is there is removed, and an error'() {
        given:
        file('big', 6 * MIB)
        s3.put(from: 'big', to: url('big'))
        def etag = clients.s3().headObject { it.bucket(bucket).key('big') }.eTag().replace('"', '')
        Files.write(folder.resolve(".back.${etag.take(8)}.part"), new byte[5 * MIB])

        when:
        s3.get(from: url('big'), to: 'back', part: 5)

        then:
        def wrong = thrown(EffectFailed)
        wrong.message.contains('differs from the object, and was removed')
        folder.toFile().list() == ['big']
    }

    def 'an object that was there before does not count as what was sent'() {
        given:
        file('a', 10)
        s3.put(from: 'a', to: url('a'))
        file('a', 10, 2)

        expect:
        checked(s3.put(from: 'a', to: url('a')))
        object('a') == content('a')
    }

    def 'a network that cuts, truncates and loses answers changes nothing of what arrives'() {
        given:
        def network = new BadNetwork(URI.create(endpoint).port)
        step.close()
        step = new FakeScope(endpoint: "http://127.0.0.1:$network.port".toString()).host('source', folder)
        step.runbook = folder
        def bytes = file('big', 11 * MIB)
        def seeded = new Random(Seeds.of('s3'))

        when:
        network.fail(seeded, 5, 8 * MIB, Fault.CUT, Fault.TRUNCATE, Fault.LOSE_ANSWER)
        s3.put(from: 'big', to: url('big'), part: 5)
        network.fail(seeded, 3, 6 * MIB, Fault.CUT, Fault.TRUNCATE)
        s3.get(from: url('big'), to: 'back', part: 5)

        then:
        Arrays.equals(content('back'), bytes)
        Arrays.equals(object('big'), bytes)

        cleanup:
        network.close()
    }

    def 'a folder is carried, and then only what differs'() {
        given:
        file('files/a', 10)
        file('files/sub/b c', 20)
        file('files/sub/big', 5 * MIB + 1)

        expect:
        s3.syncTo(from: from(side), to: url('files'), part: 5) == [files: 3, bytes: 31 + 5 * MIB, same: 0]
        keys() == ['files/a', 'files/sub/b c', 'files/sub/big']
        s3.syncTo(from: from(side), to: url('files'), part: 5) == [files: 0, bytes: 0, same: 3]

        when: 'one is new, one has another size, one another content, which is not seen by size and time'
        file('files/new', 5)
        file('files/a', 11)
        file('files/sub/b c', 20, 7)

        then:
        s3.syncTo(from: from(side), to: url('files/'), part: 5) == [files: 2, bytes: 16, same: 2]
        s3.syncTo(from: from(side), to: url('files'), part: 5, checksums: true) == [files: 1, bytes: 20, same: 3]

        when:
        Files.delete(folder.resolve('files/new'))

        then:
        s3.syncTo(from: from(side), to: url('files'), part: 5, delete: true) == [files: 0, bytes: 0, same: 3, deleted: 1]
        keys() == ['files/a', 'files/sub/b c', 'files/sub/big']

        where:
        side << ['host', 'here']
    }

    private static from(String side, String path = 'files/') {
        side == 'host' ? place(path) : path
    }

    def 'a folder comes back, and then only what differs'() {
        given:
        file('files/a', 10)
        file('files/sub/big', 5 * MIB + 1)
        s3.syncTo(from: 'files', to: url('files'), part: 5)
        s3.put(from: 'files/a', to: url('filesOther'))

        expect:
        s3.syncFrom(from: url('files'), to: from(side, 'back'), part: 5) == [files: 2, bytes: 11 + 5 * MIB, same: 0]
        Arrays.equals(content('back/sub/big'), content('files/sub/big'))
        s3.syncFrom(from: url('files'), to: from(side, 'back'), part: 5) == [files: 0, bytes: 0, same: 2]
        s3.syncFrom(from: url('files'), to: from(side, 'back'), part: 5, checksums: true) == [files: 0, bytes: 0, same: 2]

        when:
        file('back/extra', 3)
        file('back/a', 11)

        then:
        s3.syncFrom(from: url('files'), to: from(side, 'back'), delete: true) == [files: 1, bytes: 10, same: 1, deleted: 1]
        !Files.exists(folder.resolve('back/extra'))

        where:
        side << ['host', 'here']
    }

    def 'patterns leave files out, of what is carried and of what is deleted'() {
        given:
        ['files/a.png', 'files/a.tmp', 'files/cache/b.png', 'files/sub/cache.png', 'files/sub/c.jpg'].each { file(it, 10) }

        expect:
        s3.syncTo(from: from(side), to: url('files'), exclude: ['*.tmp', 'cache/'], include: '*.png') == [files: 2, bytes: 20, same: 0]
        keys() == ['files/a.png', 'files/sub/cache.png']
        s3.syncTo(from: from(side), to: url('files')) == [files: 3, bytes: 30, same: 2]

        when:
        Files.delete(folder.resolve('files/cache/b.png'))
        Files.delete(folder.resolve('files/sub/c.jpg'))

        then: 'what is excluded stays'
        s3.syncTo(from: from(side), to: url('files'), exclude: 'cache/', delete: true) == [files: 0, bytes: 0, same: 3, deleted: 1]
        keys() == ['files/a.png', 'files/a.tmp', 'files/cache/b.png', 'files/sub/cache.png']
        s3.syncFrom(from: url('files'), to: from(side, 'back'), exclude: '/cache') == [files: 3, bytes: 30, same: 0]
        !Files.exists(folder.resolve('back/cache'))
        step.shown.any { it.endsWith('(exclude: [*.tmp, cache/], include: *.png)') }

        where:
        side << ['host', 'here']
    }

    def 'an object is copied by the store, whole or in parts, and compared'() {
        given:
        def other = "$bucket-new".toString()
        clients.s3().createBucket { it.bucket(other) }
        file('big', 11 * MIB)
        s3.put(from: 'big', to: url('whole'), part: 16)
        s3.put(from: 'big', to: url('cut'), part: 5)

        expect: 'whole, in parts because it is large, and in the parts in which it came'
        s3.copy(from: url('whole'), to: "s3://$other/whole").copied == 11 * MIB
        s3.copy(from: url('whole'), to: "s3://$other/whole").checked in ['md5', 'sha256']
        s3.copy(from: url('whole'), to: "s3://$other/parts", part: 5, above: 5).copied == 11 * MIB
        s3.copy(from: url('cut'), to: "s3://$other/cut").checked != null
        ['whole', 'parts', 'cut'].every { Arrays.equals(clients.s3().getObjectAsBytes { ask -> ask.bucket(other).key(it) }.asByteArray(), content('big')) }

        when:
        s3.copy(from: url('none'), to: "s3://$other/none")

        then:
        def none = thrown(EffectFailed)
        none.message.contains("there is no object s3://$bucket/none")

        when:
        s3.copy(from: url('whole'), to: "s3://$other/x", above: 6000)

        then:
        def wrong = thrown(RunbookException)
        wrong.message.contains('above: expected at most 5120 (MiB), found 6000')
    }

    def 'a connection that was kept, and that the other side has closed meanwhile, is no failure'() {
        given:
        file('small', 1000)
        def network = new BadNetwork(URI.create(endpoint).port)
        def far = new FakeScope(endpoint: "http://127.0.0.1:$network.port".toString()).host('source', folder)
        far.runbook = folder
        def put = { int n -> far.aws().s3().put(from: 'small', to: url("small $n")) }

        when:
        20.times { n ->
            put(n)
            network.cutAll()
        }

        then:
        Arrays.equals(object('small 19'), content('small'))

        cleanup:
        network.close()
    }

    def 'a copy in parts goes on where it was, unless the object is another one now'() {
        given:
        file('big', 16 * MIB)
        s3.put(from: 'big', to: url('big'), part: 32)
        def network = new BadNetwork(URI.create(endpoint).port)
        def far = new FakeScope(endpoint: "http://127.0.0.1:$network.port".toString())
        def copied = { scope, from -> scope.aws().s3().copy(from: url(from), to: url('copy'), part: 5, above: 5, streams: 1) }

        when: 'the engine dies after two parts'
        network.cutWhen('partNumber=3', 100)
        copied(far, 'big')

        then:
        thrown(RunbookException)

        when: 'another one takes the step up'
        network.heal()
        step.remembered.putAll(far.remembered)

        then:
        copied(step, 'big').copied < 8 * MIB
        Arrays.equals(object('copy'), content('big'))

        when: 'it dies again, and the object is another one when the step is taken up'
        network.cutWhen('partNumber=3', 100)
        copied(far, 'big')

        then:
        thrown(RunbookException)

        when:
        step.remembered.putAll(far.remembered)
        file('big', 16 * MIB, 2)
        s3.put(from: 'big', to: url('big'), part: 32)

        then:
        copied(step, 'big').copied == 16 * MIB
        Arrays.equals(object('copy'), content('big'))

        cleanup:
        network?.close()
        far?.close()
    }

    def 'a prefix is made like another, and then only what differs'() {
        given:
        file('files/a', 10)
        file('files/sub/b c', 20)
        file('files/x.tmp', 5)
        s3.syncTo(from: 'files', to: url('one'))

        expect:
        s3.sync(from: url('one'), to: url('two'), exclude: '*.tmp') == [files: 2, bytes: 30, same: 0]
        s3.sync(from: url('one'), to: url('two'), exclude: '*.tmp') == [files: 0, bytes: 0, same: 2]
        s3.sync(from: url('one'), to: url('two'), checksums: true) == [files: 1, bytes: 5, same: 2]
        s3.census(Text.of(url('one'))) == s3.census(Text.of(url('two')))

        when: 'the copy is damaged, with the right size'
        file('damaged', 10, 7)
        s3.put(from: 'damaged', to: url('two/a'))

        then:
        s3.sync(from: url('one'), to: url('two'), checksums: true) == [files: 1, bytes: 10, same: 2]

        when:
        s3.put(from: 'damaged', to: url('two/extra'))

        then:
        s3.sync(from: url('one'), to: url('two'), delete: true) == [files: 0, bytes: 0, same: 3, deleted: 1]

        when:
        s3.sync(from: url('none'), to: url('two'), delete: true)

        then:
        thrown(EffectFailed)
    }

    def 'nothing is deleted for an empty source'() {
        given:
        file('files/a', 10)
        s3.syncTo(from: 'files', to: url('files'))
        Files.delete(folder.resolve('files/a'))

        when:
        s3.syncTo(from: 'files', to: url('files'), delete: true)

        then:
        def refused = thrown(EffectFailed)
        refused.message.contains('delete: true would remove all 1')

        when:
        s3.syncFrom(from: url('none'), to: 'files', delete: true)

        then:
        thrown(EffectFailed)
    }

    def 'a census tells two prefixes apart by names and sizes'() {
        given:
        file('x/a', 10)
        file('x/b', 20)
        s3.syncTo(from: 'x', to: url('one'))
        s3.syncTo(from: 'x', to: url('two'))

        expect:
        s3.census(Text.of(url('one'))) == s3.census(Text.of(url('two/')))
        s3.census(Text.of(url('one'))).objects == 2
        s3.census(Text.of(url('one'))).bytes == 30

        when:
        s3.put(from: 'x/b', to: url('two/c'))

        then:
        s3.census(Text.of(url('one'))) != s3.census(Text.of(url('two')))
    }

    def 'a key that leads out of the folder is no path of a file'() {
        expect:
        Bucket.fits(key) == fits

        where:
        key << ['a', 'a/b c', '..a', '../a', 'a//b', '/a', 'a/', 'a/./b', 'a\nb']
        fits << [true, true, true, false, false, false, false, false, false]
    }

    def 'what is missing says so'() {
        when:
        call(this)

        then:
        def refused = thrown(RunbookException)
        refused.message.contains(message.replace('BUCKET', bucket))

        where:
        call                                                          | message
        ({ S3Spec it -> it.s3.put(from: place('none'), to: it.url('a')) })               | "expected a file 'none' at source:., found none"
        ({ S3Spec it -> it.s3.get(from: it.url('none'), to: 'a') })                      | 'there is no object s3://BUCKET/none'
        ({ S3Spec it -> it.s3.put(from: 'a', to: 's3://b/') })                        | 'expected one object'
        ({ S3Spec it -> it.s3.put(from: 'a', to: '/tmp/a') })                         | "expected s3://"
        ({ S3Spec it -> it.s3.put(from: 's3://x/y', to: it.url('a')) })                  | 'From bucket to bucket there are copy and sync'
        ({ S3Spec it -> it.s3.census(Text.of('s3://no-such-bucket-here/x')) })        | 'NoSuchBucket'
        ({ S3Spec it -> it.s3.put(from: 'a', to: it.url('a'), part: 1) })                | 'at least 5'
    }


    def 'nothing is opened in a dry run'() {
        given:
        step.live = false

        expect:
        s3.put(from: place('a'), to: url('a')) instanceof Pending
        step.shown == ["source:a → s3://$bucket/a"]
        step.shared.isEmpty()
    }
}
