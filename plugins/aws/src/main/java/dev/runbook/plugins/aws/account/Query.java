package dev.runbook.plugins.aws.account;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * A service that speaks the query protocol, without a module of its own: for one or two calls, a module of megabytes is too much.
 *
 * @param service as requests are signed for it: {@code elasticloadbalancing}
 * @param version of its interface: {@code 2015-12-01}
 */
public record Query(
        SdkHttpClient http,
        URI endpoint,
        String region,
        AwsCredentialsIdentity credentials,
        String service,
        String version) {
    private static final int OK = 200;

    /** The answer; what goes wrong is told as by the clients of the SDK. */
    public Document call(String action, Map<String, String> parameters) {
        SignedRequest signed = signed(action, parameters);
        try {
            HttpExecuteResponse answer = http.prepareRequest(HttpExecuteRequest.builder()
                            .request(signed.request())
                            .contentStreamProvider(signed.payload().orElseThrow())
                            .build())
                    .call();
            byte[] said = answer.responseBody().isPresent()
                    ? answer.responseBody().get().readAllBytes()
                    : new byte[0];
            return read(answer.httpResponse().statusCode(), said);
        } catch (IOException lost) {
            throw SdkClientException.create("Unable to execute HTTP request: " + lost.getMessage(), lost);
        }
    }

    private SignedRequest signed(String action, Map<String, String> parameters) {
        String form = "Action=" + action + "&Version=" + version
                + parameters.entrySet().stream()
                        .map(each -> "&" + encoded(each.getKey()) + "=" + encoded(each.getValue()))
                        .collect(Collectors.joining());
        ContentStreamProvider body = ContentStreamProvider.fromUtf8String(form);
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint.resolve("/"))
                .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .putHeader("Content-Length", String.valueOf(form.length()))
                .build();
        return AwsV4HttpSigner.create()
                .sign(ask -> ask.identity(credentials)
                        .request(request)
                        .payload(body)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region));
    }

    private Document read(int status, byte[] said) {
        Document answer;
        try {
            answer = parsed(said);
        } catch (IOException | SAXException | ParserConfigurationException odd) {
            if (status == OK) {
                throw SdkClientException.create("Unable to parse the answer: " + odd.getMessage(), odd);
            }
            throw refusal(status, "status " + status, "");
        }
        if (status != OK) {
            throw refusal(status, text(answer, "Code"), text(answer, "Message"));
        }
        return answer;
    }

    private AwsServiceException refusal(int status, String code, String message) {
        return AwsServiceException.builder()
                .message(message)
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .serviceName(service)
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
    }

    private static String text(Document answer, String name) {
        var found = answer.getElementsByTagNameNS("*", name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }

    private static Document parsed(byte[] said) throws IOException, SAXException, ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        var builder = factory.newDocumentBuilder();
        builder.setErrorHandler(null);
        return builder.parse(new ByteArrayInputStream(said));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
