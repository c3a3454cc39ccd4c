package coop.plenum.aws.s3;

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
class S3RightsTest {
    @Test
    void withBothDocumentsEverythingIsListedAndThingsAreMadeAndDeleted() throws Exception {
        try (Rights rights = Rights.of(new AwsProviderFactory(List.of(new S3Service())), true)
                .listAll()) {
            ProviderDriver driver = rights.driver();
            ResourceState bucket = driver.create(
                    S3Service.BUCKET,
                    "plenum-rights",
                    Values.builder()
                            .put("versioning", true)
                            .put("tags", Map.of("a", "b"))
                            .build());
            driver.delete(S3Service.BUCKET, bucket);
            rights.listAll();
        }
    }

    @Test
    void withTheFirstDocumentAloneNothingIsMade() throws Exception {
        try (Rights rights = Rights.of(new AwsProviderFactory(List.of(new S3Service())), false)
                .listAll()) {
            assertThat(rights.refusal(S3Service.BUCKET, "plenum-rights", Values.empty()))
                    .isEqualTo("insufficient-privilege");
        }
    }
}
