package dev.runbook.plugins.aws.ssm;

import dev.runbook.engine.spi.Key;
import dev.runbook.engine.spi.Link;
import dev.runbook.engine.spi.TargetSpec;
import dev.runbook.engine.spi.Transport;
import java.util.List;
import java.util.function.Function;

/** Reaches a machine without SSH, through the agent of Systems Manager on it. */
public final class SsmTransport implements Transport {
    @Override
    public String name() {
        return "ssm";
    }

    @Override
    public List<Key> keys() {
        return List.of(
                Key.of("instance", String.class, "its id: i-0123456789abcdef0, or mi-… of one that is not Amazon's"),
                Key.of("region", String.class, "such as eu-central-1; unless said that of profile: or the environment"),
                Key.of(
                        "profile",
                        String.class,
                        "a profile of ~/.aws/config; unless said credentials come from where the AWS tools take them"),
                Key.of("endpoint", String.class, "http(s)://HOST:PORT of another address of Systems Manager"),
                Key.of(
                        "bucket",
                        String.class,
                        "BUCKET or BUCKET/PREFIX of S3, through which files and long outputs go, sealed; without one only 1 MiB goes in and 4 MiB come out of a command, slowly"),
                Key.of("bucketEndpoint", String.class, "http(s)://HOST:PORT of another address of S3, for the bucket"));
    }

    @Override
    public Link link(TargetSpec host, Function<String, Link> hosts) {
        return new SsmLink(host);
    }

    @Override
    public String server(TargetSpec host) {
        return "ssm " + host.text("instance").orElse(host.name());
    }
}
