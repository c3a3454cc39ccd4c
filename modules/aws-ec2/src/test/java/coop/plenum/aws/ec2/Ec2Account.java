package coop.plenum.aws.ec2;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.aws.AwsProviderFactory;
import coop.plenum.aws.common.test.Driver;
import coop.plenum.testkit.FakeConnectionContext;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Connections to an account with EC2, for tests. */
final class Ec2Account {
    static final Map<String, String> CREDENTIALS = Map.of("secretAccessKey", "a-secret-of-tests");

    private Ec2Account() {}

    static AwsProviderFactory factory() {
        return new AwsProviderFactory(List.of(new Ec2Service()));
    }

    static Values settings(URI endpoint) {
        return Values.builder()
                .put("endpoint", endpoint.toString())
                .put("regions", List.of("eu-west-1", "us-east-1"))
                .put("accessKeyId", "AKIATESTS")
                .put("imageOwners", List.of("self"))
                .build();
    }

    static Driver connect(Values settings) throws ProviderException {
        return new Driver(factory().connect(settings, new FakeConnectionContext(CREDENTIALS)));
    }
}
