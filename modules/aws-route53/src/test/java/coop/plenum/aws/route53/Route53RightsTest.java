package coop.plenum.aws.route53;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.aws.AwsProviderFactory;
import coop.plenum.aws.common.test.Rights;
import coop.plenum.testkit.ProviderDriver;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The documents of rights are enough, and no more than is needed to look is needed to look. */
class Route53RightsTest {
    @Test
    void withBothDocumentsEverythingIsListedAndThingsAreMadeAndDeleted() throws Exception {
        try (Rights rights = Rights.of(new AwsProviderFactory(List.of(new Route53Service())), true)
                .listAll()) {
            ProviderDriver driver = rights.driver();
            ResourceState zone = driver.create(Route53.ZONE, "rights.test", Values.of("tags", Map.of("a", "b")));
            ResourceState record = driver.create(
                    Route53.RECORD,
                    "www.rights.test",
                    Values.builder()
                            .put("zone", ProviderDriver.reference(Route53.ZONE, zone))
                            .put("recordType", "A")
                            .put("values", List.of("10.0.0.1"))
                            .build());
            driver.delete(Route53.RECORD, record);
            driver.delete(Route53.ZONE, zone);
            rights.listAll();
        }
    }

    @Test
    void withTheFirstDocumentAloneNothingIsMade() throws Exception {
        try (Rights rights = Rights.of(new AwsProviderFactory(List.of(new Route53Service())), false)
                .listAll()) {
            assertThat(rights.refusal(Route53.ZONE, "rights.test", Values.empty()))
                    .isEqualTo("insufficient-privilege");
        }
    }
}
