package dev.runbook.lab.mattermost

import java.nio.file.Files
import java.nio.file.Path
import org.gaul.s3proxy.BlobStores
import org.gaul.s3proxy.S3Proxy
import org.gaul.s3proxy.auth.AuthenticationType
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.s3.S3Client

/** A real S3 server with one bucket, in memory. */
class ObjectStore implements AutoCloseable {
    static final ID = 'LABORATORYKEYID'
    static final SECRET = 'secret/of+the-bucket'
    static final BUCKET = 'chat-files'
    static final PREFIX = 'old chat/'

    private final S3Proxy server
    private final S3Client client

    ObjectStore() {
        server = S3Proxy.builder().blobStore(BlobStores.create('transient', new Properties())).endpoint(URI.create('http://127.0.0.1:0'))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ID, SECRET)
            .ignoreUnknownHeaders(true).build() // the token of a role's session
        server.start()
        client = S3Client.builder().endpointOverride(URI.create("http://$address")).region(Region.of('eu-central-1')).forcePathStyle(true)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(ID, SECRET))).httpClient(UrlConnectionHttpClient.create()).build()
        client.createBucket { it.bucket(BUCKET) }
    }

    String getAddress() {
        "127.0.0.1:${server.port}"
    }

    /** Everything below a folder, as Mattermost keeps it. */
    void fill(Path folder) {
        folder.toFile().eachFileRecurse(groovy.io.FileType.FILES) { file ->
            client.putObject({ it.bucket(BUCKET).key(PREFIX + folder.relativize(file.toPath())) }, RequestBody.fromBytes(Files.readAllBytes(file.toPath())))
        }
    }

    /** What Mattermost's configuration says of it. */
    Map settings() {
        [DriverName: 'amazons3', AmazonS3Bucket: BUCKET, AmazonS3PathPrefix: PREFIX, AmazonS3Region: 'eu-central-1', AmazonS3Endpoint: address, AmazonS3SSL: false,
         AmazonS3AccessKeyId: ID, AmazonS3SecretAccessKey: '']
    }

    @Override
    void close() {
        client.close()
        server.stop()
    }
}
