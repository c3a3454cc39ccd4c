package coop.plenum.aws.route53;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.aws.AwsProviderFactory;
import coop.plenum.aws.common.test.Accounts;
import coop.plenum.aws.common.test.MotoContract;
import coop.plenum.testkit.FakeConnectionContext;
import coop.plenum.testkit.ProviderDriver;
import coop.plenum.testkit.ProviderFixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;

/** The provider with Route 53 keeps the rules of the provider API, against moto behind a gate. */
final class Route53Contract extends MotoContract {
    private static String zone;

    @BeforeAll
    static void prepare() throws Exception {
        try (ProviderDriver driver = new ProviderDriver(new AwsProviderFactory(List.of(new Route53Service()))
                .connect(
                        Accounts.lasting(moto.endpoint(), List.of("eu-west-1")),
                        new FakeConnectionContext(Accounts.LASTING)))) {
            zone = make(driver, Route53.ZONE, "base.test");
            make(driver, Route53.RECORD, "*.base.test", "zone", zone, "recordType", "A", "values", List.of("10.0.0.9"));
            make(driver, Route53.ZONE, "other.test", "comment", "Another one");
        }
    }

    @Override
    protected ProviderFactory factory() {
        return new AwsProviderFactory(List.of(new Route53Service()));
    }

    @Override
    protected ProviderFixture fixture() {
        return fixture(Route53.ZONE, "Z0123456789ABC")
                .creating(
                        made(Route53.ZONE, "made.test", Values.of("comment", "changed"), "tags", Map.of("a", "b")),
                        made(
                                Route53.RECORD,
                                "www.base.test",
                                Values.builder()
                                        .put("ttl", 120)
                                        .put("values", List.of("10.0.0.3"))
                                        .build(),
                                "zone",
                                zone,
                                "recordType",
                                "A",
                                "ttl",
                                60,
                                "values",
                                List.of("10.0.0.1", "10.0.0.2")));
    }
}
