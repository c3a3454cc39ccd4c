package coop.plenum.aws.s3;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.aws.AwsProviderFactory;
import coop.plenum.aws.common.test.MotoContract;
import coop.plenum.testkit.ProviderFixture;
import java.util.List;
import java.util.Map;

/** The provider with S3 keeps the rules of the provider API, against moto behind a gate. */
final class S3Contract extends MotoContract {
    @Override
    protected ProviderFactory factory() {
        return new AwsProviderFactory(List.of(new S3Service()));
    }

    @Override
    protected ProviderFixture fixture() {
        return fixture(S3Service.BUCKET, "a-bucket")
                .creating(made(
                        S3Service.BUCKET,
                        "plenum-bucket",
                        Values.builder()
                                .put("versioning", true)
                                .put("publicAccessBlocked", false)
                                .build(),
                        "region",
                        "eu-west-1",
                        "tags",
                        Map.of("a", "b")));
    }
}
