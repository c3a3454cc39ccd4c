package coop.plenum.aws.iam;

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
class IamRightsTest {
    @Test
    void withBothDocumentsEverythingIsListedAndThingsAreMadeAndDeleted() throws Exception {
        try (Rights rights = Rights.of(new AwsProviderFactory(List.of(new IamService())), true)
                .listAll()) {
            ProviderDriver driver = rights.driver();
            Map<String, Object> trust = Map.of(
                    "Version",
                    "2012-10-17",
                    "Statement",
                    List.of(Map.of(
                            "Effect", "Allow",
                            "Principal", Map.of("Service", "ec2.amazonaws.com"),
                            "Action", "sts:AssumeRole")));
            ResourceState role = driver.create(Iam.ROLE, "web", Values.of("trustPolicy", trust));
            ResourceState profile = driver.create(
                    Iam.INSTANCE_PROFILE, "web", Values.of("role", ProviderDriver.reference(Iam.ROLE, role)));
            driver.update(Iam.ROLE, role, Values.of("tags", Map.of("a", "b")));
            driver.delete(Iam.INSTANCE_PROFILE, profile);
            driver.delete(Iam.ROLE, role);
            rights.listAll();
        }
    }

    @Test
    void withTheFirstDocumentAloneNothingIsMade() throws Exception {
        try (Rights rights = Rights.of(new AwsProviderFactory(List.of(new IamService())), false)
                .listAll()) {
            assertThat(rights.refusal(Iam.INSTANCE_PROFILE, "web", Values.empty()))
                    .isEqualTo("insufficient-privilege");
        }
    }
}
