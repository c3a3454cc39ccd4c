package coop.plenum.aws.elb;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.aws.AwsProviderFactory;
import coop.plenum.aws.common.test.Rights;
import coop.plenum.aws.ec2.Ec2Service;
import coop.plenum.testkit.ProviderDriver;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The documents of rights are enough. */
class ElbRightsTest {
    @Test
    void withBothDocumentsEverythingIsListedAndThingsAreMadeAndDeleted() throws Exception {
        try (Rights rights = Rights.of(new AwsProviderFactory(List.of(new Ec2Service(), new ElbService())), true)
                .listAll()) {
            ProviderDriver driver = rights.driver();
            String network = ProviderDriver.reference(
                    Types.VPC, driver.create(Types.VPC, "net", Values.of("cidr", "10.0.0.0/16")));
            List<String> subnets = List.of(subnet(driver, network, "a", 0), subnet(driver, network, "b", 1));
            ResourceState balancer = driver.create(Types.LOAD_BALANCER, "web", Values.of("subnets", subnets));
            ResourceState group = driver.create(
                    Types.TARGET_GROUP,
                    "web",
                    Values.builder()
                            .put("protocol", "HTTP")
                            .put("port", 80)
                            .put("network", network)
                            .build());
            ResourceState listener = driver.create(
                    Types.LISTENER,
                    "",
                    Values.builder()
                            .put("loadBalancer", ProviderDriver.reference(Types.LOAD_BALANCER, balancer))
                            .put("protocol", "HTTP")
                            .put("port", 80)
                            .put("targetGroup", ProviderDriver.reference(Types.TARGET_GROUP, group))
                            .build());
            rights.listAll();
            driver.delete(Types.LISTENER, listener);
            driver.delete(Types.LOAD_BALANCER, balancer);
            driver.delete(Types.TARGET_GROUP, group);
        }
    }

    private static String subnet(ProviderDriver driver, String network, String zone, int number) throws Exception {
        return ProviderDriver.reference(
                Types.SUBNET,
                driver.create(
                        Types.SUBNET,
                        zone,
                        Values.builder()
                                .put("network", network)
                                .put("cidr", "10.0." + number + ".0/24")
                                .put("availabilityZone", "us-east-1" + zone)
                                .build()));
    }
}
