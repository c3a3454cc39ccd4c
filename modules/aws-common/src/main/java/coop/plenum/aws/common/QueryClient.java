package coop.plenum.aws.common;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.aws.api.AwsAccount;
import coop.plenum.aws.api.AwsCredentials;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Asks a service of AWS in the query protocol, without a client made for the service: for one or two questions to a service
 * whose client would be larger than what it is needed for. Thread-safe.
 */
public final class QueryClient {
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";
    private static final Set<String> OF_THE_JDK = Set.of("host", "content-length");
    private static final int SUCCESS = 2;
    private static final int HUNDRED = 100;

    private final AwsAccount account;
    private final Caller caller;
    private final String service;
    private final String name;
    private final String version;

    /**
     * @param service for people, such as {@code CloudWatch}
     * @param name in host names and signatures, such as {@code monitoring}
     * @param version of its API, such as {@code 2010-08-01}
     */
    public QueryClient(AwsAccount account, String service, String name, String version) {
        this.account = account;
        this.caller = new Caller(account, service);
        this.service = service;
        this.name = name;
        this.version = version;
    }

    /** @param action such as {@code GetMetricData} */
    public Xml call(String region, String action, Map<String, String> parameters, OperationContext context)
            throws ProviderException, InterruptedException {
        String form = Stream.concat(
                        Stream.of(Map.entry("Action", action), Map.entry("Version", version)),
                        parameters.entrySet().stream())
                .map(pair -> encoded(pair.getKey()) + "=" + encoded(pair.getValue()))
                .collect(Collectors.joining("&"));
        return caller.call(action, context, () -> answered(region, form));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Xml answered(String region, String form) {
        try {
            HttpResponse<byte[]> answer = account.send(service, signed(region, form), Current.context());
            Xml document = Xml.parse(answer.body());
            if (answer.statusCode() / HUNDRED != SUCCESS) {
                throw refused(answer.statusCode(), document);
            }
            return document;
        } catch (ProviderException e) {
            throw new Carried(e);
        } catch (InterruptedException e) {
            throw new Carried(e);
        }
    }

    private static AwsServiceException refused(int status, Xml document) {
        Xml error = document.child("Error");
        return AwsServiceException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(error.text("Code"))
                        .errorMessage(error.text("Message"))
                        .build())
                .build();
    }

    private HttpRequest signed(String region, String form) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint(region))
                .putHeader("Content-Type", FORM)
                .build();
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(signing -> signing.identity(identity(Current.signer()))
                        .request(request)
                        .payload(ContentStreamProvider.fromUtf8String(form))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, name)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region));
        HttpRequest.Builder sent =
                HttpRequest.newBuilder(signed.request().getUri()).POST(HttpRequest.BodyPublishers.ofString(form));
        signed.request().forEachHeader((header, values) -> {
            if (!OF_THE_JDK.contains(header.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> sent.header(header, value));
            }
        });
        return sent.build();
    }

    private URI endpoint(String region) {
        return account.endpoint()
                .map(url -> url.resolve("/"))
                .orElseGet(() -> URI.create("https://" + name + "." + region + "."
                        + PartitionMetadata.of(Region.of(region)).dnsSuffix() + "/"));
    }

    private static AwsCredentialsIdentity identity(AwsCredentials signer) {
        return signer.sessionToken().isPresent()
                ? AwsSessionCredentialsIdentity.create(
                        signer.accessKeyId(),
                        signer.secretAccessKey(),
                        signer.sessionToken().get())
                : AwsCredentialsIdentity.create(signer.accessKeyId(), signer.secretAccessKey());
    }
}
