package dev.runbook.plugins.aws.account;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.TargetSpec;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The clients of one account, each made when it is first used, kept as long as the run. They never repeat a request themselves: only {@link Calls} knows
 * which may be repeated, and lets the run's own time pass between.
 */
public final class Clients implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final Settings settings;
    private final boolean repeating;
    private final SdkHttpClient http;
    private final AwsCredentialsProvider credentials;
    private final Map<Class<?>, SdkClient> made = new ConcurrentHashMap<>();
    private volatile boolean verified;

    public Clients(Settings settings) {
        this(settings, false);
    }

    /** @param repeating whether the clients ask again by themselves: only for those who read alone and have no run whose time passes */
    public Clients(Settings settings, boolean repeating) {
        this.settings = settings;
        this.repeating = repeating;
        // A profile that is named counts: the default chain would ask the environment first, which may be another
        // account's.
        this.credentials = settings.profile() == null
                ? DefaultCredentialsProvider.builder().build()
                : ProfileCredentialsProvider.create(settings.profile());
        this.http = new LostConnections(UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(ANSWER)
                .build());
    }

    public Route53Client route53() {
        return client(Route53Client.class, () -> common(Route53Client.builder()).build());
    }

    public Ec2Client ec2() {
        return client(Ec2Client.class, () -> common(Ec2Client.builder()).build());
    }

    public EfsClient efs() {
        return client(EfsClient.class, () -> common(EfsClient.builder()).build());
    }

    public SecretsManagerClient secrets() {
        return client(
                SecretsManagerClient.class,
                () -> common(SecretsManagerClient.builder()).build());
    }

    public SsmClient ssm() {
        return client(SsmClient.class, () -> common(SsmClient.builder()).build());
    }

    public StsClient sts() {
        return client(StsClient.class, () -> common(StsClient.builder()).build());
    }

    public S3Client s3() {
        return client(S3Client.class, () -> {
            S3ClientBuilder builder = common(S3Client.builder())
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
            return builder.forcePathStyle(settings.endpoint() != null).build();
        });
    }

    /** Makes addresses by which somebody without credentials may fetch or put one object for a while. */
    public S3Presigner presigner() {
        S3Presigner.Builder builder = S3Presigner.builder()
                .region(region())
                .credentialsProvider(credentials)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(settings.endpoint() != null)
                        .build());
        return (settings.endpoint() == null ? builder : builder.endpointOverride(settings.endpoint())).build();
    }

    /** A service that the SDK is not needed for. */
    public Query query(String service, String version) {
        Region region = region();
        URI endpoint = settings.endpoint() != null
                ? settings.endpoint()
                : URI.create("https://" + service + "." + region.id() + "."
                        + PartitionMetadata.of(region).dnsSuffix());
        return new Query(http, endpoint, region.id(), credentials.resolveCredentials(), service, version);
    }

    /** Where {@code account:} is given: that the credentials are for it, asked once in a run. */
    void verify(Calls calls, TargetSpec spec) throws InterruptedException {
        String wanted = spec.text("account").orElse(null);
        if (wanted == null || verified) {
            return;
        }
        GetCallerIdentityResponse caller = calls.read("sts:GetCallerIdentity", () -> sts().getCallerIdentity());
        if (!wanted.equals(caller.account())) {
            throw new EffectFailed(spec.label() + " (" + spec.where() + "): expected credentials for account " + wanted
                    + ", found " + caller.arn()
                    + ". Nothing was done. Check profile: there, and AWS_PROFILE and the like around runbook.");
        }
        verified = true;
    }

    private <C extends SdkClient> C client(Class<C> type, Supplier<C> make) {
        return type.cast(made.computeIfAbsent(type, each -> make.get()));
    }

    private <
                    B extends
                            AwsClientBuilder<B, C>
                                    & software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder<B, C>,
                    C>
            B common(B builder) {
        builder.httpClient(http)
                .region(region())
                .credentialsProvider(credentials)
                .overrideConfiguration(each -> each.retryStrategy(
                        repeating ? AwsRetryStrategy.standardRetryStrategy() : AwsRetryStrategy.doNotRetry()));
        return settings.endpoint() == null ? builder : builder.endpointOverride(settings.endpoint());
    }

    /** A compatible service does not care, but requests are signed for one. */
    public Region region() {
        if (settings.region() != null) {
            return Region.of(settings.region());
        }
        try {
            return DefaultAwsRegionProviderChain.builder()
                    .profileFile(ProfileFile::defaultProfileFile)
                    .profileName(settings.profile())
                    .build()
                    .getRegion();
        } catch (software.amazon.awssdk.core.exception.SdkClientException nowhere) {
            if (settings.endpoint() != null) {
                return Region.US_EAST_1;
            }
            throw new EffectFailed(
                    "no region is known: say region: in its entry of the inventory, in the profile, or in AWS_REGION.");
        }
    }

    @Override
    public void close() {
        made.values().forEach(SdkClient::close);
        if (credentials instanceof SdkAutoCloseable open) {
            open.close();
        }
        http.close();
    }
}
