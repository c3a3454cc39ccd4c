package coop.plenum.aws.s3;

import coop.plenum.aws.AwsProviderFactory;
import coop.plenum.aws.common.test.ServiceDocumentation;
import java.util.List;

class S3DocumentationTest extends ServiceDocumentation {
    S3DocumentationTest() {
        super(new S3Service(), new AwsProviderFactory(List.of(new S3Service())));
    }
}
