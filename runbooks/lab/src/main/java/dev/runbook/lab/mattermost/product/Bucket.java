package dev.runbook.lab.mattermost.product;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * An S3 store, by the keys {@code AmazonS3…} of {@code FileSettings}, or by the role of the machine where they name no key: the product tries it by writing
 * {@code testfile} below its prefix.
 */
final class Bucket implements FileStore {
    /** None with half a key. */
    private final S3Client client;

    private final String name;
    private final String prefix;

    Bucket(Configuration configuration) {
        String id = configuration.text("FileSettings", "AmazonS3AccessKeyId");
        String secret = configuration.text("FileSettings", "AmazonS3SecretAccessKey");
        this.client = id.isEmpty()
                ? client(configuration, InstanceProfileCredentialsProvider.create())
                : secret.isEmpty()
                        ? null
                        : client(
                                configuration,
                                StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret)));
        this.name = configuration.text("FileSettings", "AmazonS3Bucket");
        this.prefix = configuration.text("FileSettings", "AmazonS3PathPrefix");
    }

    private static S3Client client(Configuration configuration, AwsCredentialsProvider credentials) {
        String scheme = configuration.on("FileSettings", "AmazonS3SSL") ? "https" : "http";
        return S3Client.builder()
                .endpointOverride(URI.create(scheme + "://" + configuration.text("FileSettings", "AmazonS3Endpoint")))
                .region(Region.of(configuration.text("FileSettings", "AmazonS3Region")))
                .credentialsProvider(credentials)
                .httpClient(UrlConnectionHttpClient.create())
                .forcePathStyle(true)
                .build();
    }

    @Override
    public boolean works() {
        if (client == null) {
            return false;
        }
        try {
            client.putObject(put -> put.bucket(name).key(prefix + "testfile"), RequestBody.fromString("testingwrite"));
            return true;
        } catch (SdkException refused) {
            return false;
        }
    }

    @Override
    public Optional<byte[]> read(String path) {
        try {
            return Optional.of(client.getObjectAsBytes(get -> get.bucket(name).key(prefix + path))
                    .asByteArray());
        } catch (SdkException gone) {
            return Optional.empty();
        }
    }
}
