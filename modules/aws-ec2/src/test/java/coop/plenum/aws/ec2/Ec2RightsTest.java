package coop.plenum.aws.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.aws.common.test.Rights;
import coop.plenum.testkit.ProviderDriver;
import org.junit.jupiter.api.Test;

/** The documents of rights are enough, and no more than is needed to look is needed to look. */
class Ec2RightsTest {
    @Test
    void withBothDocumentsEverythingIsListedAndThingsAreMadeChangedAndDeleted() throws Exception {
        try (Rights rights = Rights.of(Ec2Account.factory(), true).listAll()) {
            ProviderDriver driver = rights.driver();
            ResourceState vpc = driver.create(Types.VPC, "net", Values.of("cidr", "10.0.0.0/16"));
            String network = ProviderDriver.reference(Types.VPC, vpc);
            ResourceState group = driver.create(Types.SECURITY_GROUP, "group", Values.of("network", network));
            driver.create(
                    Types.SUBNET,
                    "sub",
                    Values.builder()
                            .put("network", network)
                            .put("cidr", "10.0.0.0/24")
                            .build());
            ResourceState volume = driver.create(
                    Types.VOLUME,
                    "data",
                    Values.builder()
                            .put("size", 8)
                            .put("availabilityZone", "us-east-1a")
                            .build());
            driver.update(Types.VOLUME, volume, Values.of("name", "other"));
            driver.delete(Types.VOLUME, volume);
            driver.delete(Types.SECURITY_GROUP, group);
            assertThat(driver.observe(Types.VOLUME, volume.externalId())).isEmpty();
        }
    }

    @Test
    void withTheFirstDocumentAloneNothingIsMade() throws Exception {
        try (Rights rights = Rights.of(Ec2Account.factory(), false).listAll()) {
            assertThat(rights.refusal(Types.VPC, "net", Values.of("cidr", "10.0.0.0/16")))
                    .isEqualTo("insufficient-privilege");
        }
    }
}
