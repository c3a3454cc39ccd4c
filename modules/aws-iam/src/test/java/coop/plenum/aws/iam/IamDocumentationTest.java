package coop.plenum.aws.iam;

import coop.plenum.aws.AwsProviderFactory;
import coop.plenum.aws.common.test.ServiceDocumentation;
import java.util.List;

class IamDocumentationTest extends ServiceDocumentation {
    IamDocumentationTest() {
        super(new IamService(), new AwsProviderFactory(List.of(new IamService())));
    }
}
