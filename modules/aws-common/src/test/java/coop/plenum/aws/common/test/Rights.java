package coop.plenum.aws.common.test;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import coop.plenum.testkit.FakeConnectionContext;
import coop.plenum.testkit.ProviderDriver;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A user of moto's with exactly the documents of rights that a provider gives, and moto checks them. It knows of no
 * conditions on tags, so those are left out: a right that a document lacks is noticed, one that it limits is not.
 */
public final class Rights implements AutoCloseable {
    private static final String USER = "plenum";
    private static final Pattern CONDITION = Pattern.compile(",\\s*\"Condition\": \\{\"Null\": \\{[^}]*}}");

    private final Moto moto;
    private final ProviderDriver driver;

    private Rights(Moto moto, ProviderDriver driver) {
        this.moto = moto;
        this.driver = driver;
    }

    /** Connects with all the documents; without the ones to change when they shall not be there. */
    public static Rights of(ProviderFactory factory, boolean toChange) throws Exception {
        Moto moto = Moto.start("--lax");
        iam(moto, Map.of("Action", "CreateUser"));
        List<String> documents = Page.documents(factory.describe().leastPrivilege());
        for (int i = 0; i < documents.size(); i++) {
            if (toChange || i % 2 == 0) {
                String document = documents.get(i).replace("```json", "").replace("```", "");
                iam(
                        moto,
                        Map.of(
                                "Action",
                                "PutUserPolicy",
                                "PolicyName",
                                "policy" + i,
                                "PolicyDocument",
                                CONDITION.matcher(document).replaceAll("")));
            }
        }
        String key = iam(moto, Map.of("Action", "CreateAccessKey"));
        moto.post("/moto-api/reset-auth", "0");
        Values settings = Values.builder()
                .put("endpoint", moto.endpoint().toString())
                .put("regions", List.of("us-east-1"))
                .put("accessKeyId", element(key, "AccessKeyId"))
                .build();
        return new Rights(moto, connect(factory, settings, element(key, "SecretAccessKey")));
    }

    private static ProviderDriver connect(ProviderFactory factory, Values settings, String secret)
            throws ProviderException {
        return new ProviderDriver(
                factory.connect(settings, new FakeConnectionContext(Map.of("secretAccessKey", secret))));
    }

    private static String iam(Moto moto, Map<String, String> parameters) throws IOException, InterruptedException {
        StringBuilder form = new StringBuilder("Version=2010-05-08&UserName=" + USER);
        parameters.forEach((name, value) ->
                form.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(moto.endpoint())
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .header(
                                        "Authorization",
                                        "AWS4-HMAC-SHA256 Credential=AKIATESTS/20260101/us-east-1/iam/aws4_request,"
                                                + " SignedHeaders=host, Signature=0")
                                .POST(HttpRequest.BodyPublishers.ofString(form.toString()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String element(String document, String name) {
        Matcher matcher =
                Pattern.compile("<" + name + ">([^<]+)</" + name + ">").matcher(document);
        assertThat(matcher.find()).as(document).isTrue();
        return matcher.group(1);
    }

    public ProviderDriver driver() {
        return driver;
    }

    /** Lists all types. */
    public Rights listAll() throws Exception {
        for (var handler : driver.provider().handlers()) {
            driver.discover(handler.type().contentType(), 100);
        }
        return this;
    }

    /** The code of what a create fails with. */
    public String refusal(String type, String name, Values wanted) throws InterruptedException {
        Step step = driver.apply(
                type,
                Change.Kind.CREATE,
                new ResourceRef(UUID.randomUUID(), Optional.empty(), name, wanted),
                Values.empty(),
                wanted);
        assertThat(step).isInstanceOf(Step.Failed.class);
        return ((Step.Failed) step).cause().code();
    }

    @Override
    public void close() {
        driver.close();
        moto.close();
    }
}
