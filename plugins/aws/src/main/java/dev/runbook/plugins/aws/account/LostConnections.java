package dev.runbook.plugins.aws.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The SDK's HTTP client, which throws an unchecked exception of its own where a connection that it had kept is gone when a body is to be sent; the
 * SDK takes no such exception for lost contact.
 */
record LostConnections(SdkHttpClient client) implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest asked) {
        ExecutableHttpRequest request = client.prepareRequest(asked);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                try {
                    return request.call();
                } catch (UncheckedIOException lost) {
                    throw lost.getCause();
                }
            }

            @Override
            public void abort() {
                request.abort();
            }
        };
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }
}
